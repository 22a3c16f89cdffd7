using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Books transfers at once, as if one after the other, all of them or none.</summary>
/// <remarks>Laws I-37 (sums to 0, no tolerance), I-40 (one reference, one result), I-43 (closed period), I-44 (floor). Statements are grouped: their number does not grow with the batch.</remarks>
internal sealed class PostTransfers(IdSource ids)
{
    public async Task<Outcome<string>> OneAsync(CoreTransaction tx, Actor actor, Transfer transfer, string? reverses)
    {
        var posted = await RunAsync(tx, actor, [transfer], reverses);
        return posted.IsDone ? posted.Value[0] : posted.Refusal!;
    }

    /// <returns>Ids in the order given; a repeated reference has its first transfer's. The refusal is of the first that cannot be booked.</returns>
    public async Task<Outcome<string[]>> RunAsync(CoreTransaction tx, Actor actor, IReadOnlyList<Transfer> transfers, string? reverses = null)
    {
        var batch = transfers.Select(t => new ClaimedTransfer(ids.Next(), t, t.InOrder())).ToArray();
        // Each look ends before the transfer that the look before refused: the first one in order is named.
        var refused = Array.FindIndex(batch, t => Decide(t.Transfer, t.Postings) is not null) is >= 0 and var wrong ? new Refused(wrong, Decide(batch[wrong].Transfer, batch[wrong].Postings)!) : null;
        var headers = await TransferHeader.ClaimAsync(tx, actor, Before(batch, refused), "posted", reverses, expiresAt: null);
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Refusal is not { } no) continue;
            refused = new Refused(i, no);
            break;
        }
        var news = Before(batch, refused).Select((t, i) => new NewTransfer(i, t, headers[i].Value)).Where(t => !t.Header.IsRepeated).ToList();
        refused = await ClosedAsync(tx, news) ?? refused;
        news.RemoveAll(t => t.Index >= refused?.Index);
        await AccountRows.OpenAsync(tx, news.SelectMany(t => t.Claimed.Postings.Select(p => p.Account)));
        refused = await LedgerFloors.MoveAsync(tx, news) ?? refused;
        if (refused is not null) return transfers.Count == 1 ? refused.Why : refused.Why with { Detail = $"transfer {refused.Index + 1} of {transfers.Count}, '{transfers[refused.Index].Reference}': {refused.Why.Detail}" };
        await EntryRows.WriteAsync(tx, news.Select(t => new BookedTransfer(t.Header.Id, Transfer.Day(t.Claimed.Transfer.EffectiveDate), t.Claimed.Postings)));
        return headers.Select(h => h.Value.Id).ToArray();
    }

    /// <summary>Null when the transfer can be booked.</summary>
    public static Refusal? Decide(Transfer transfer, IReadOnlyList<Posting> postings)
    {
        if (transfer.Reference.Length is 0 or > 300) return Refusal.Invalid("bad-reference", $"found a reference of {transfer.Reference.Length} characters, expected 1 to 300");
        if (postings.Count < 2) return Refusal.Invalid("empty-transfer", $"found {postings.Count} accounts that move, expected two or more");
        var unit = postings[0].Account.Unit;
        if (postings.Any(p => p.Account.Unit != unit)) return Refusal.Invalid("mixed-units", $"found the units {string.Join(", ", postings.Select(p => p.Account.Unit).Distinct())}, expected one");
        var sum = postings.Aggregate(0L, (total, p) => checked(total + p.Amount));
        return sum == 0 ? null : Refusal.Invalid("unbalanced-transfer", $"debits less credits are {sum}, expected 0");
    }

    private static ArraySegment<ClaimedTransfer> Before(ClaimedTransfer[] batch, Refused? refused) => new(batch, 0, refused?.Index ?? batch.Length);

    private static async Task<Refused?> ClosedAsync(CoreTransaction tx, IReadOnlyList<NewTransfer> news)
    {
        Refused? first = null;
        // One look per month, in their order: it keeps the month open until the end.
        foreach (var month in news.GroupBy(t => LedgerPeriods.Of(t.Claimed.Transfer.EffectiveDate)).OrderBy(g => g.Key, StringComparer.Ordinal))
            if (await LedgerPeriods.RefuseClosedAsync(tx, month.Key) is { } closed && month.First().Index is var at && !(at > first?.Index)) first = new Refused(at, closed);
        return first;
    }
}

/// <summary>A transfer that asks for its reference, with the id that it gets if it is the first.</summary>
internal sealed record ClaimedTransfer(string Id, Transfer Transfer, IReadOnlyList<Posting> Postings);

/// <param name="Index">In the batch, from 0.</param>
internal sealed record NewTransfer(int Index, ClaimedTransfer Claimed, TransferHeader Header);

internal sealed record Refused(int Index, Refusal Why);
