using System.Globalization;
using RailLife.Commerce.Points;

namespace RailLife.Tests.Commerce.Points;

/// <summary>A random life of one member's points, step by step against a model of lists and sums.</summary>
internal sealed class PointsHistory(PointsBed points, int seed)
{
    private const string M = "m-1";

    private readonly Random random = new(seed);
    private readonly List<Lot> lots = [];
    private readonly List<Use> uses = [];
    private long debt;
    private int number;

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var what = random.Next(10);
            switch (what)
            {
                case 0 or 1: await BuyAsync(); break;
                case 2: await EarnAsync(); break;
                case 3 or 4: await UseAsync(); break;
                case 5: await SettleAsync(); break;
                case 6: await ReturnAsync(); break;
                case 7 or 8: await RefundAsync(); break;
                default: await PassDaysAsync(); break;
            }
            await CompareAsync($"seed {seed}, step {step}, kind {what}");
        }
    }

    private string Today => points.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task BuyAsync()
    {
        var (given, amount, days) = (random.Next(1, 200), random.Next(1, 20_000), random.Next(0, 12));
        Assert.True((await points.BuyAsync(M, given, amount, $"order/{++number}", days)).IsDone);
        Add($"order/{number}", given, amount, days);
    }

    private async Task EarnAsync()
    {
        var (given, days) = (random.Next(1, 100), random.Next(0, 12));
        Assert.True((await points.EarnAsync(M, given, $"gift/{++number}", days)).IsDone);
        Add($"gift/{number}", given, 0, days);
    }

    private void Add(string reference, long given, long amount, int days)
    {
        var paid = Math.Min(debt, given);
        debt -= paid;
        lots.Add(new Lot { Reference = reference, Earned = given, Remaining = given - paid, Amount = amount, ExpiresOn = points.Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Age = lots.Count });
    }

    private async Task UseAsync()
    {
        var (wanted, reference, isHold) = (random.Next(1, 250), $"use/{++number}", random.Next(2) == 0);
        var free = InOrder().Where(l => string.CompareOrdinal(l.ExpiresOn, Today) >= 0).ToList();
        var done = isHold ? await points.HoldAsync(M, wanted, reference, minutes: 60 * 24 * random.Next(1, 4)) : await points.SpendAsync(M, wanted, reference);
        Assert.Equal(free.Sum(l => l.Free) >= wanted, done.IsDone);
        if (!done.IsDone) return;
        var use = new Use { Reference = reference, IsHeld = isHold, EndsAt = isHold ? await EndsAtAsync(reference) : 0 };
        long open = wanted;
        foreach (var lot in free)
        {
            var part = Math.Min(open, lot.Free);
            if (part == 0) continue;
            use.Parts.Add(new Part(lot, part));
            if (isHold) lot.Held += part;
            else lot.Remaining -= part;
            open -= part;
        }
        uses.Add(use);
    }

    private Task<long> EndsAtAsync(string reference) => points.Bed.ReadAsync(tx => tx.GetAsync<long>("select expires_at from points_use where reference = @reference", new { reference }));

    private async Task SettleAsync()
    {
        if (uses.FirstOrDefault(u => u.IsHeld) is not { } use) return;
        if (random.Next(2) == 0)
        {
            Assert.True((await points.SpendHeldAsync(use.Reference)).IsDone);
            foreach (var (lot, part) in use.Parts) (lot.Held, lot.Remaining) = (lot.Held - part.Points, lot.Remaining - part.Points);
            use.IsHeld = false;
        }
        else
        {
            Assert.True((await points.ReleaseAsync(use.Reference)).IsDone);
            Release(use);
        }
    }

    private void Release(Use use)
    {
        foreach (var part in use.Parts) part.Lot.Held -= part.Points;
        uses.Remove(use);
    }

    private async Task ReturnAsync()
    {
        var spent = uses.Where(u => !u.IsHeld).ToList();
        if (spent.Count == 0) return;
        var use = spent[random.Next(spent.Count)];
        long wanted = random.Next(1, 120);
        var done = await points.ReturnAsync(M, wanted, use.Reference, $"back/{++number}");
        Assert.Equal(use.Parts.Sum(p => p.Points - p.Returned) >= wanted, done.IsDone);
        if (!done.IsDone) return;
        var paid = Math.Min(debt, wanted);
        debt -= paid;
        foreach (var part in use.Parts.AsEnumerable().Reverse())
        {
            var back = Math.Min(wanted, part.Points - part.Returned);
            wanted -= back;
            part.Returned += back;
            var toDebt = Math.Min(paid, back);
            paid -= toDebt;
            if (string.CompareOrdinal(part.Lot.ExpiresOn, Today) >= 0) part.Lot.Remaining += back - toDebt;
            else if (back > toDebt)
                lots.Add(new Lot { Reference = $"revived {number}", Earned = back - toDebt, Remaining = back - toDebt, ExpiresOn = points.Today.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Age = lots.Count });
        }
    }

    private async Task RefundAsync()
    {
        var bought = lots.Where(l => l.Amount > 0).ToList();
        if (bought.Count == 0) return;
        var lot = bought[random.Next(bought.Count)];
        var refund = random.Next(3) == 0 ? lot.Amount - lot.Refunded : random.Next(0, (int)lot.Amount + 1);
        var done = await points.RefundAsync(M, lot.Reference, refund, $"refund/{++number}");
        Assert.Equal(lot.Refunded + refund <= lot.Amount, done.IsDone);
        if (!done.IsDone) return;
        lot.Refunded += refund;
        var due = Math.Max(0, Math.Min((long)(new System.Numerics.BigInteger(lot.Earned) * lot.Refunded / lot.Amount), lot.Earned - lot.Expired) - lot.TakenBack);
        Assert.Equal(due, done.Value);
        lot.TakenBack += due;
        foreach (var payer in InOrder().OrderByDescending(l => l == lot).ToList())
        {
            var part = Math.Min(due, payer.Free);
            payer.Remaining -= part;
            due -= part;
        }
        debt += due;
        if (lot.Refunded == lot.Amount) Assert.Equal(lot.Earned, lot.TakenBack + Math.Min(lot.Expired, lot.Earned - lot.TakenBack));
    }

    private async Task PassDaysAsync()
    {
        points.Bed.Clock.Now += TimeSpan.FromDays(random.Next(1, 4));
        await points.Expiry.RunDueAsync(CommerceBed.Ct);
        var now = RailLife.Store.Micros.ToMicros(points.Bed.Clock.Now);
        foreach (var use in uses.Where(u => u.IsHeld && u.EndsAt <= now).ToList()) Release(use);
        foreach (var lot in lots.Where(l => string.CompareOrdinal(l.ExpiresOn, Today) < 0)) (lot.Expired, lot.Remaining) = (lot.Expired + lot.Free, lot.Held);
    }

    private async Task CompareAsync(string where)
    {
        try
        {
            await points.BooksAgreeAsync(M);
            Assert.Equal((lots.Sum(l => l.Remaining), debt), (await points.BalanceAsync(M), await points.DebtAsync(M)));
            var rows = await points.Bed.ReadAsync(tx => tx.ListAsync<LotRow>($"select {LotRow.Columns} from points_lot where member_id = @M order by id", new { M }));
            Assert.Equal(lots.Select(l => (l.Remaining, l.Held, l.ExpiresOn)).Order(), rows.Select(r => (r.Remaining, r.Held, r.ExpiresOn)).Order());
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(where, e);
        }
    }

    private IEnumerable<Lot> InOrder() => lots.OrderBy(l => l.ExpiresOn, StringComparer.Ordinal).ThenBy(l => l.Age);

    private sealed class Lot
    {
        public string Reference { get; init; } = "";
        public long Earned { get; init; }
        public long Remaining { get; set; }
        public long Held { get; set; }
        public long Amount { get; init; }
        public long Refunded { get; set; }
        public long TakenBack { get; set; }
        public long Expired { get; set; }
        public string ExpiresOn { get; init; } = "";
        public int Age { get; init; }
        public long Free => Remaining - Held;
    }

    private sealed class Part(Lot lot, long points)
    {
        public Lot Lot { get; } = lot;
        public long Points { get; } = points;
        public long Returned { get; set; }

        public void Deconstruct(out Lot lot, out Part part) => (lot, part) = (Lot, this);
    }

    private sealed class Use
    {
        public string Reference { get; init; } = "";
        public bool IsHeld { get; set; }
        public long EndsAt { get; init; }
        public List<Part> Parts { get; } = [];
    }
}
