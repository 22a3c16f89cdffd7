using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Ledger;

public class LedgerTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);
    private static readonly LedgerAccount Bank = LedgerAccounts.Bank("CNY");
    private static readonly LedgerAccount Wallet = LedgerAccounts.Wallet("m1", "CNY");
    private static readonly LedgerAccount Other = LedgerAccounts.Wallet("m2", "CNY");

    private static Transfer Move(string reference, LedgerAccount from, LedgerAccount to, long amount, DateOnly? day = null) =>
        new(reference, "test", day ?? Day, [Posting.Debit(from, amount), Posting.Credit(to, amount)]);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_transfer_below_the_floor_is_refused_and_nothing_moves(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        await PostAsync(bed, ledger, Move("top-up", Bank, Wallet, 1_000));

        var outcome = await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, Move("pay", Wallet, Other, 1_001)));

        Assert.Equal("balance-too-low", outcome.Refusal?.Code);
        Assert.Equal(1_000, await BalanceAsync(bed, ledger, Wallet));
        Assert.Equal(0, await BalanceAsync(bed, ledger, Other));
        await BooksAreRight(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_repeated_reference_gives_the_first_result_and_another_content_is_refused(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);

        var first = await PostAsync(bed, ledger, Move("once", Bank, Wallet, 500));
        var again = await PostAsync(bed, ledger, Move("once", Bank, Wallet, 500));
        var other = await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, Move("once", Bank, Wallet, 501)));

        Assert.Equal(first, again);
        Assert.Equal("reference-reused", other.Refusal?.Code);
        Assert.Equal(500, await BalanceAsync(bed, ledger, Wallet));
    }

    public static TheoryData<string, string> Broken { get; } = new()
    {
        { "unbalanced-transfer", "CNY 5, CNY -4" },
        { "mixed-units", "CNY 5, PTS -5" },
        { "empty-transfer", "CNY 0, CNY 0" },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task What_does_not_balance_is_refused(string code, string postings)
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var ledger = new LedgerFacade(bed.Ids);
        var parsed = postings.Split(", ").Select((p, i) => new Posting(new LedgerAccount($"a{i}", p.Split(' ')[0], AccountClass.Payable), long.Parse(p.Split(' ')[1])));

        var outcome = await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, new Transfer("x", "test", Day, [.. parsed])));

        Assert.Equal(code, outcome.Refusal?.Code);
        Assert.Equal(0, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from ledger_transfer")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_batch_books_what_one_by_one_would_and_refuses_the_same_transfer(string kind)
    {
        await using var many = await CommerceBed.StartAsync(kind);
        await using var one = await CommerceBed.StartAsync(kind);
        foreach (var bed in new[] { many, one }) bed.Clock.Now = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);
        var (byBatch, oneByOne) = (new LedgerFacade(many.Ids), new LedgerFacade(one.Ids));
        foreach (var bed in new[] { many, one }) Assert.True((await bed.WriteAsync(tx => LedgerPeriods.CloseAsync(tx, Actor.Platform, "2026-02"))).IsDone);
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"ledger batches seed {seed}");
        var random = new Random(seed);
        LedgerAccount[] accounts = [Bank, LedgerAccounts.Receivable("CNY"), .. Enumerable.Range(0, 4).Select(i => LedgerAccounts.Wallet($"b{i}", "CNY"))];
        foreach (var wallet in accounts.Skip(2))
        {
            await PostAsync(many, byBatch, Move($"top-up {wallet.Id}", Bank, wallet, 2_000, new DateOnly(2026, 3, 3)));
            await PostAsync(one, oneByOne, Move($"top-up {wallet.Id}", Bank, wallet, 2_000, new DateOnly(2026, 3, 3)));
        }
        var (done, refused) = (0, new HashSet<string>());
        for (var round = 0; round < 60; round++)
        {
            List<Transfer> batch = [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => Any(random, accounts, round, i))];
            var whole = await many.WriteAsync(tx => byBatch.PostManyAsync(tx, Actor.Platform, batch));
            var single = await one.WriteAsync<int>(async tx =>
            {
                foreach (var transfer in batch)
                    if (await oneByOne.PostAsync(tx, Actor.Platform, transfer) is { Refusal: { } no }) return no with { Detail = $"'{transfer.Reference}': {no.Detail}" };
                return batch.Count;
            });

            Assert.Equal(single.Refusal?.Code, whole.Refusal?.Code);
            if (whole.Refusal is { } refusal) Assert.EndsWith(batch.Count == 1 ? single.Refusal!.Detail.Split("': ")[^1] : single.Refusal!.Detail, refusal.Detail, StringComparison.Ordinal);
            else Assert.Equal(batch.Count, whole.Value.Length);
            if (whole.IsDone) done++;
            else refused.Add(whole.Refusal!.Code);
            Assert.Equal(await StateAsync(one), await StateAsync(many));
        }

        Assert.True(done > 5, $"seed {seed}: only {done} batches were booked");
        Assert.True(refused.Count >= 2, $"seed {seed}: only {string.Join(", ", refused)}");
        await BooksAreRight(many);
    }

    // Mostly sound; now and then a reference that was used, too much, an old date, or what does not balance.
    private static Transfer Any(Random random, LedgerAccount[] accounts, int round, int i)
    {
        var from = random.Next(accounts.Length);
        var to = (from + random.Next(1, accounts.Length)) % accounts.Length;
        var reference = random.Next(12) == 0 ? $"r{random.Next(round + 1)}-{random.Next(3)}" : $"r{round}-{i}";
        var transfer = Move(reference, accounts[from], accounts[to], random.Next(1, 300), new DateOnly(2026, 3, 3).AddDays(random.Next(60) == 0 ? -4 : 0));
        return random.Next(60) == 0 ? transfer with { Postings = [transfer.Postings[0], Posting.Credit(accounts[to], 1_000)] } : transfer;
    }

    private static async Task<string> StateAsync(CommerceBed bed) => string.Join("\n", (await bed.ReadAsync(async tx => new[]
    {
        await tx.ListAsync<string>("select reference || ' ' || state || ' ' || request_hash from ledger_transfer order by reference"),
        await tx.ListAsync<string>("select t.reference || ' ' || e.account_id || ' ' || e.amount || ' ' || e.effective_date from ledger_entry e join ledger_transfer t on t.id = e.transfer_id order by 1"),
        await tx.ListAsync<string>("select account_id || ' ' || balance || ' ' || held from ledger_floor order by account_id"),
        await tx.ListAsync<string>("select id from ledger_account order by id"),
    })).SelectMany(part => part));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_hold_is_posted_voided_or_expired_once(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        await PostAsync(bed, ledger, Move("top-up", Bank, Wallet, 1_000));
        var ends = bed.Clock.Now.AddMinutes(15);
        var hold = (await bed.WriteAsync(tx => ledger.HoldAsync(tx, Actor.Platform, Move("hold", Wallet, Other, 700), ends))).Value;
        Assert.Equal(300, await bed.ReadAsync(tx => ledger.AvailableAsync(tx, Wallet)));
        Assert.Equal("balance-too-low", (await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, Move("more", Wallet, Other, 301)))).Refusal?.Code);

        var races = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => bed.WriteAsync(tx =>
            i % 2 == 0 ? ledger.PostHeldAsync(tx, Actor.Platform, hold, 600) : ledger.VoidAsync(tx, Actor.Platform, hold)))));

        var posted = races.Where((r, i) => i % 2 == 0 && r.IsDone).Any();
        var voided = races.Where((r, i) => i % 2 == 1 && r.IsDone).Any();
        Assert.True(posted ^ voided);
        Assert.Equal(posted ? 400 : 1_000, await BalanceAsync(bed, ledger, Wallet));
        Assert.Equal(posted ? 400 : 1_000, await bed.ReadAsync(tx => ledger.AvailableAsync(tx, Wallet)));
        await BooksAreRight(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_expired_hold_is_free_again_and_cannot_be_posted(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        await PostAsync(bed, ledger, Move("top-up", Bank, Wallet, 100));
        var hold = (await bed.WriteAsync(tx => ledger.HoldAsync(tx, Actor.Platform, Move("hold", Wallet, Other, 100), bed.Clock.Now.AddMinutes(1)))).Value;
        bed.Clock.Now += TimeSpan.FromMinutes(1);

        Assert.Equal("transfer-not-pending", (await bed.WriteAsync(tx => ledger.PostHeldAsync(tx, Actor.Platform, hold))).Refusal?.Code);
        Assert.Equal(1, await new LedgerSealer(bed.Database).ExpireAsync(CommerceBed.Ct));
        Assert.Equal(100, await bed.ReadAsync(tx => ledger.AvailableAsync(tx, Wallet)));
        await BooksAreRight(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_closed_month_takes_nothing_and_an_open_one_takes_back_dated_entries(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        bed.Clock.Now = new DateTimeOffset(2026, 3, 3, 0, 0, 0, TimeSpan.Zero);
        await PostAsync(bed, ledger, Move("february", Bank, Wallet, 10, new DateOnly(2026, 2, 28)));
        await PostAsync(bed, ledger, Move("march", Bank, Wallet, 5, new DateOnly(2026, 3, 3)));
        Assert.Equal(10, await bed.ReadAsync(tx => ledger.BalanceAtAsync(tx, Wallet, new DateOnly(2026, 2, 28))));
        Assert.Equal(15, await BalanceAsync(bed, ledger, Wallet));

        Assert.Equal("period-not-over", (await bed.WriteAsync(tx => LedgerPeriods.CloseAsync(tx, Actor.Platform, "2026-03"))).Refusal?.Code);
        Assert.True((await bed.WriteAsync(tx => LedgerPeriods.CloseAsync(tx, Actor.Platform, "2026-02"))).IsDone);
        var late = await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, Move("late", Bank, Wallet, 1, new DateOnly(2026, 2, 27))));

        Assert.Equal("period-closed", late.Refusal?.Code);
        Assert.Equal(15, await BalanceAsync(bed, ledger, Wallet));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Entries_cannot_be_changed_and_a_reversal_happens_once(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        var id = await PostAsync(bed, ledger, Move("top-up", Bank, Wallet, 100));

        foreach (var sql in new[] { "update ledger_entry set amount = amount + 1", "delete from ledger_entry" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bed.WriteAsync(tx => tx.ExecuteAsync(sql)));
        Assert.True((await bed.WriteAsync(tx => ledger.ReverseAsync(tx, Actor.Platform, id, "undo", Day))).IsDone);
        var second = await bed.WriteAsync(tx => ledger.ReverseAsync(tx, Actor.Platform, id, "undo-2", Day));

        Assert.Equal("already-reversed", second.Refusal?.Code);
        Assert.Equal(0, await BalanceAsync(bed, ledger, Wallet));
        await BooksAreRight(bed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_random_history_under_racing_callers_keeps_every_law(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        var seed = Random.Shared.Next();
        TestContext.Current.SendDiagnosticMessage($"ledger history seed {seed}");
        LedgerAccount[] accounts = [Bank, LedgerAccounts.Receivable("CNY"), .. Enumerable.Range(0, 6).Select(i => LedgerAccounts.Wallet($"r{i}", "CNY"))];
        var sealer = new LedgerSealer(bed.Database);

        async Task LiveAsync(int worker)
        {
            var random = new Random(seed + worker);
            for (var i = 0; i < 40; i++)
            {
                var (from, to) = (accounts[random.Next(accounts.Length)], accounts[random.Next(accounts.Length)]);
                if (from == to) continue;
                // A few references meet on purpose: two workers then say the same thing, or contradict each other.
                var transfer = Move(random.Next(10) == 0 ? $"shared-{random.Next(30)}" : $"w{worker}-{i}", from, to, random.Next(1, 500));
                switch (random.Next(4))
                {
                    case 0:
                        var hold = await bed.WriteAsync(tx => ledger.HoldAsync(tx, Actor.Platform, transfer, bed.Clock.Now.AddHours(1)));
                        if (hold.IsDone && random.Next(2) == 0) await bed.WriteAsync(tx => ledger.PostHeldAsync(tx, Actor.Platform, hold.Value, null));
                        else if (hold.IsDone && random.Next(2) == 0) await bed.WriteAsync(tx => ledger.VoidAsync(tx, Actor.Platform, hold.Value));
                        break;
                    case 1 when worker == 0:   // one seals at a time, as its lease has it
                        await sealer.SealAsync(CommerceBed.Ct);
                        break;
                    default:
                        await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, transfer));
                        break;
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(() => LiveAsync(w))));
        await sealer.SealAsync(CommerceBed.Ct);
        await BooksAreRight(bed);
        await bed.ReadAsync(async tx =>
        {
            foreach (var account in accounts)
                Assert.Equal(await ledger.BalanceAsync(tx, account), await ledger.BalanceAtAsync(tx, account, DateOnly.MaxValue));
            return true;
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_chain_shows_that_an_entry_was_tampered_with(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var ledger = new LedgerFacade(bed.Ids);
        await PostAsync(bed, ledger, Move("top-up", Bank, Wallet, 100));
        await new LedgerSealer(bed.Database).SealAsync(CommerceBed.Ct);
        await BooksAreRight(bed);
        // Whoever can switch the guard off can change an entry, but not unseen.
        await bed.WriteAsync(tx => tx.ExecuteAsync(kind == Databases.Sqlite ? "drop trigger ledger_entry_stays" : "drop trigger ledger_entry_stays on ledger_entry"));
        await bed.WriteAsync(tx => tx.ExecuteAsync("update ledger_entry set effective_date = '2020-01-01'"));

        var verdict = await new LedgerVerifier(bed.Database).VerifyAsync(CommerceBed.Ct);

        Assert.Contains(verdict.Faults, f => f.StartsWith("block 1 holds other entries", StringComparison.Ordinal));
    }

    private static async Task<string> PostAsync(CommerceBed bed, LedgerFacade ledger, Transfer transfer) =>
        (await bed.WriteAsync(tx => ledger.PostAsync(tx, Actor.Platform, transfer))).Value;

    private static Task<long> BalanceAsync(CommerceBed bed, LedgerFacade ledger, LedgerAccount account) => bed.ReadAsync(tx => ledger.BalanceAsync(tx, account));

    private static async Task BooksAreRight(CommerceBed bed)
    {
        await new LedgerSealer(bed.Database).SealAsync(CommerceBed.Ct);
        Assert.Empty((await new LedgerVerifier(bed.Database).VerifyAsync(CommerceBed.Ct)).Faults);
    }
}
