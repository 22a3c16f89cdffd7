using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Balances that are kept because they have a floor (I-44).</summary>
internal static class LedgerFloors
{
    /// <summary>Moves what transfers move, one statement per account: its guard holds at every step as if they were booked one after the other.</summary>
    /// <returns>The first transfer that would leave an account below its floor; null = all moved.</returns>
    public static async Task<Refused?> MoveAsync(CoreTransaction tx, IReadOnlyList<NewTransfer> transfers)
    {
        var moves = Moves(transfers);
        // The guard is in the statement itself: two racing calls cannot both pass it.
        var changed = await tx.ExecuteEachAsync(
            "update ledger_floor set balance = balance + @Net where account_id = @AccountId and (@Lowest is null or balance - held + @Lowest >= floor)", moves);
        Refused? first = null;
        foreach (var move in moves.Where((_, i) => changed[i] == 0))
        {
            var available = await tx.FindAsync<long?>("select balance - held - floor from ledger_floor where account_id = @AccountId", move) ?? 0;
            var step = move.FirstBelow(available);
            if (!(step.Index >= first?.Index)) first = new Refused(step.Index, Short(step.Posting));
        }
        return first;
    }

    /// <summary>Sets aside what a hold takes from an account; false when there is too little.</summary>
    public static Task<bool> SetAsideAsync(CoreTransaction tx, Posting posting) => tx.ExecuteOneAsync(
        "update ledger_floor set held = held + @Out where account_id = @Id and balance - held - @Out >= floor", new { Out = -posting.Natural, posting.Account.Id });

    public static Refusal Short(Posting posting) =>
        Refusal.Conflict("balance-too-low", $"{posting.Account.Id}: {-posting.Natural} {posting.Account.Unit} would leave it below its floor");

    // By account id: everybody locks in this order.
    private static List<FloorMove> Moves(IReadOnlyList<NewTransfer> transfers)
    {
        var moves = new SortedDictionary<string, FloorMove>(StringComparer.Ordinal);
        foreach (var transfer in transfers)
            foreach (var posting in transfer.Claimed.Postings.Where(p => p.Account.Floor is not null))
            {
                if (!moves.TryGetValue(posting.Account.Id, out var move)) moves.Add(posting.Account.Id, move = new FloorMove(posting.Account.Id));
                move.Add(transfer.Index, posting);
            }
        return [.. moves.Values];
    }

    /// <summary>What one account goes through.</summary>
    private sealed class FloorMove(string accountId)
    {
        private readonly List<(int Index, Posting Posting, long After)> outgoing = [];

        public string AccountId => accountId;

        public long Net { get; private set; }

        /// <summary>How far below its start the account gets by what leaves it; null when nothing leaves it.</summary>
        public long? Lowest { get; private set; }

        public void Add(int index, Posting posting)
        {
            Net = checked(Net + posting.Natural);
            if (posting.Natural >= 0) return;
            outgoing.Add((index, posting, Net));
            Lowest = Math.Min(Lowest ?? long.MaxValue, Net);
        }

        // What came in while we looked changes nothing about the refusal: then the deepest step is named.
        public (int Index, Posting Posting, long After) FirstBelow(long available) =>
            outgoing.Find(o => available + o.After < 0) is { Posting.Account: not null } step ? step : outgoing.Find(o => o.After == Lowest);
    }
}
