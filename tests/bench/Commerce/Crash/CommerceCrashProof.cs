using RailLife.Bench.Frame;
using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>The trade services are killed again and again under eight busy members: nothing that anybody was told is lost, nothing happens twice, and everything fits together at the end.</summary>
public static class CommerceCrashProof
{
    private static readonly string[] Points = ["before-commit", "committed", "published"];
    private const int Kills = 50;
    private const int LifeMsMax = 3_000;
    private const int LifeMsMin = 300;
    private const int SettleSeconds = 90;
    private static readonly TimeSpan NamedMomentWithin = TimeSpan.FromSeconds(6);

    /// <summary>How far the clock runs ahead at the end: after the first all parcels count as received and returns that never came expire, after the second all orders are settled.</summary>
    private static readonly TimeSpan[] Afterwards = [TimeSpan.FromDays(11), TimeSpan.FromDays(22)];

    public static Proof Proof { get; } = new("commerce-crash", "kill -9 of the trade services at 50 moments under eight busy members, on both databases, and of PostgreSQL itself", (o, ct) => RunAsync(o, ["sqlite", "postgresql"], ct));

    /// <param name="kinds">sqlite, postgresql.</param>
    public static async Task<ProofResult> RunAsync(ProofOptions options, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        var (said, violations) = (new List<string>(), new List<string>());
        foreach (var kind in kinds)
        {
            using var server = kind == "postgresql" ? PrivatePostgres.Durable() : null;
            var run = new Run(options, kind, server);
            var faults = await run.RunAsync(ct);
            said.Add($"{kind}: {run.Summary}");
            options.Say($"{said[^1]}; {faults.Count} faults");
            foreach (var fault in faults) options.Say($"  {fault}");
            violations.AddRange(faults.Select(f => $"{kind}: {f}"));
        }
        return new ProofResult(string.Join("; ", said), violations);
    }

    private sealed class Run(ProofOptions options, string kind, PrivatePostgres? server)
    {
        private readonly string data = Path.Combine(options.Folder, kind);
        private readonly string? connection = server?.NewDatabase();
        private readonly Random random = new(options.Seed);
        private readonly Dictionary<string, int> killed = [];
        private readonly LakeTruth lake = new();
        private readonly List<Task> bank = [];
        private volatile bool isOver;

        public string Summary { get; private set; } = "";

        public async Task<IReadOnlyList<string>> RunAsync(CancellationToken ct)
        {
            var market = new Market(new AccessTokens(KeyRing.Open(Directory.CreateDirectory(data).FullName), TimeProvider.System));
            using (var first = TradeProcess.Start(data, connection, TimeSpan.Zero, crashAt: null))
            {
                market.Url = first.Url ?? throw new InvalidOperationException("the trade process did not come up");
                await market.OpenAsync();
                await first.EndAsync();
            }
            var shoppers = market.Buyers.Select((b, i) => new Shopper(market, b, new Random(options.Seed + i))).ToList();
            var shopping = shoppers.Select(s => Task.Run(() => s.RunAsync(() => isOver), ct)).ToList();
            try
            {
                for (var kill = 0; kill < options.Share(Kills, 3); kill++) await KillAsync(market, kill);
            }
            finally
            {
                isOver = true;
            }
            using (var last = TradeProcess.Start(data, connection, TimeSpan.Zero, crashAt: null))
            {
                market.Url = last.Url ?? throw new InvalidOperationException("the trade process did not come up");
                await Task.WhenAll([.. shopping, .. bank]);
                await market.BankAsync(Manner(plain: true));
                await last.EndAsync();
            }
            foreach (var ahead in Afterwards) await SettleAsync(market, ahead, ct);

            await using var later = TradeProcess.Open(data, connection, Afterwards[^1]);
            await later.CoreAsync(ct);
            var faults = (await TradeTruth.FaultsAsync(later.Core, market.Promises, ct)).Concat(await lake.FaultsAsync(later, ct)).ToList();
            Summary = $"{killed.Values.Sum()} kills ({string.Join(", ", killed.OrderBy(k => k.Key).Select(k => $"{k.Key} {k.Value}"))}), {shoppers.Sum(s => s.Done):N0} steps done, {market.Promises.Made.Count:N0} promises, {lake.Events:N0} events";
            return faults;
        }

        // Half of the moments are random, half are named ones; of PostgreSQL itself every fifth.
        private async Task KillAsync(Market market, int kill)
        {
            var point = kill % 2 == 0 ? null : Points[kill / 2 % Points.Length];
            using var life = TradeProcess.Start(data, connection, TimeSpan.Zero, point is null ? null : $"{point}:{random.Next(1, point == "published" ? 20 : 60)}");
            if (life.Url is { } url)
            {
                market.Url = url;
                bank.Add(TellBankAsync(market));
                if (server is not null && kill % 5 == 4)
                {
                    await Task.Delay(random.Next(LifeMsMin, LifeMsMax));
                    await server.KillAndRestartAsync();
                    Count("postgresql itself");
                }
            }
            var died = await life.DieAsync(point is null ? TimeSpan.FromMilliseconds(random.Next(LifeMsMin, LifeMsMax)) : NamedMomentWithin);
            Count(died ? point ?? "by itself" : "at random");
            options.Say($"{kind}, kill {kill + 1}: {(died ? point ?? "by itself" : "at random")}; {market.Promises.Made.Count} promises");
        }

        // The bank pays late, tells twice, tells in the wrong order, refuses; a new whim in each life. It may be killed before it hears of it.
        private async Task TellBankAsync(Market market)
        {
            try
            {
                await market.BankAsync(Manner(plain: false));
            }
            catch (TimeoutException e)
            {
                market.Promises.Fault(e.Message);
            }
        }

        private object Manner(bool plain) => plain
            ? new { pays_after_ms = 10, is_failing = false, copies = 1, delay_ms = 0, is_reordered = false, is_mute = false, refunds_fail = false }
            : new { pays_after_ms = random.Next(10, 800), is_failing = random.Next(12) == 0, copies = random.Next(1, 4), delay_ms = random.Next(0, 3_000), is_reordered = random.Next(2) == 0, is_mute = random.Next(12) == 0, refunds_fail = random.Next(10) == 0 };

        private async Task SettleAsync(Market market, TimeSpan ahead, CancellationToken ct)
        {
            using var life = TradeProcess.Start(data, connection, ahead, crashAt: null);
            market.Url = life.Url ?? throw new InvalidOperationException("the trade process did not come up");
            await using var installation = TradeProcess.Open(data, connection, ahead);
            await installation.CoreAsync(ct);
            await lake.RememberAsync(installation.Core, ct);
            IReadOnlyList<string> left = [];
            for (var end = DateTimeOffset.UtcNow.AddSeconds(SettleSeconds); DateTimeOffset.UtcNow < end; await Task.Delay(250, ct))
            {
                if ((left = await TradeTruth.UnsettledAsync(installation.Core, ct)).Count == 0) break;
                foreach (var refund in (await market.Staff.GetAsync("/v1/payments/refunds?state=failed&limit=100")).Body["items"]!.AsArray())
                    await market.Staff.PostAsync($"/v1/payments/refunds/{Uri.EscapeDataString((string)refund!["id"]!)}/retry");
            }
            foreach (var one in left) market.Promises.Fault($"{ahead.TotalDays} days later nothing should be due, found {one}");
            await life.EndAsync();
            await lake.RememberAsync(installation.Core, ct);
        }

        private void Count(string what) => killed[what] = killed.GetValueOrDefault(what) + 1;
    }
}
