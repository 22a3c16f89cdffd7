using System.Text.Json;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>The sandbox's other side: payers who pay, and callbacks that go out over HTTP.</summary>
/// <param name="http">Reaches our own notification entry.</param>
/// <param name="notifyUrl">Address of <c>/v1/payments/notify/sandbox</c>; null until somebody listens there.</param>
/// <param name="atOnce">Sent at once by no more than this many; a merchant's own bank would not wait either.</param>
public sealed class SandboxBank(CoreDatabase database, KeyRing ring, IdSource ids, HttpClient http, Func<Uri?> notifyUrl, int atOnce = 8)
{
    private const int TriesMax = 5;
    private const string Everywhere = "*";
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(15);

    private readonly TokenSigner signer = new(ring, "sandbox");

    /// <summary>Rings when a payer's time has come, or a callback's.</summary>
    public DueBell Bell { get; } = new();

    /// <summary>The payer decides now.</summary>
    /// <returns>False when the trade does not wait (any more).</returns>
    public async Task<bool> PayAsync(CoreTransaction tx, string tradeNo)
    {
        if (await tx.FindAsync<SandboxTradeRow>($"select trade_no, amount_minor, state, is_failing from pay_sandbox_trade where trade_no = @tradeNo{tx.Dialect.ForUpdate}", new { tradeNo }) is not { State: "waiting" } trade) return false;
        var manner = await MannerAsync(tx, tradeNo);
        var state = trade.IsFailing == 1 ? "failed" : "paid";
        await tx.ExecuteAsync("update pay_sandbox_trade set state = @state, pays_at = null where trade_no = @tradeNo", new { state, tradeNo });
        await TellAsync(tx, manner, new SandboxNews(tradeNo, "waiting", null, null, null), manner.IsReordered ? 2 : 0);
        await TellAsync(tx, manner, new SandboxNews(tradeNo, state, trade.AmountMinor, null, null), 1);
        return true;
    }

    /// <param name="tradeNo">Null = for all trades that have no manner of their own.</param>
    public static Task SetMannerAsync(CoreTransaction tx, string? tradeNo, SandboxManner manner) => tx.ExecuteAsync(
        "insert into pay_sandbox_manner (scope, manner) values (@Scope, @Manner) on conflict (scope) do update set manner = excluded.manner",
        new { Scope = tradeNo ?? Everywhere, Manner = JsonSerializer.Serialize(manner, EventJson.Options) });

    /// <summary>Lets payers pay whose time has come, then sends the callbacks that are due.</summary>
    /// <returns>Callbacks sent.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        if (notifyUrl() is not { } url) return 0;
        var now = database.Clock.GetUtcNow().ToMicros();
        var payers = await database.ReadAsync(tx => tx.ListAsync<string>("select trade_no from pay_sandbox_trade where pays_at <= @now order by pays_at limit 100", new { now }), ct);
        var several = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(payers, several, async (tradeNo, stop) => await database.WriteAsync<bool>(async tx => await PayAsync(tx, tradeNo), stop));
        var due = await database.ReadAsync(tx => tx.ListAsync<CallbackRow>("select id, body, tries from pay_sandbox_callback where deliver_at <= @now order by deliver_at, id limit 100", new { now }), ct);
        // The news of one trade leave in their order.
        await Parallel.ForEachAsync(due.GroupBy(c => c.TradeNo), several, async (ofTrade, stop) =>
        {
            foreach (var callback in ofTrade) await SendAsync(callback, url, stop);
        });
        return due.Count;
    }

    internal static async Task<SandboxManner> MannerAsync(CoreTransaction tx, string tradeNo)
    {
        var rows = await tx.ListAsync<MannerRow>("select scope, manner from pay_sandbox_manner where scope = @tradeNo or scope = @Everywhere", new { tradeNo, Everywhere });
        var row = rows.FirstOrDefault(r => r.Scope == tradeNo) ?? rows.FirstOrDefault();
        return row is null ? SandboxManner.Plain : JsonSerializer.Deserialize<SandboxManner>(row.Manner, EventJson.Options) ?? SandboxManner.Plain;
    }

    /// <param name="place">Among the news of one moment: a millisecond each.</param>
    internal async Task TellAsync(CoreTransaction tx, SandboxManner manner, SandboxNews news, int place)
    {
        var deliverAt = tx.NowMicros + (manner.DelayMs + place) * 1_000;
        tx.WhenCommitted(() => Bell.RingIn(TimeSpan.FromMilliseconds(manner.DelayMs + place)));
        for (var copy = 0; copy < manner.Copies; copy++)
            await tx.ExecuteAsync("insert into pay_sandbox_callback (id, body, deliver_at, tries) values (@Id, @Body, @deliverAt, 0)", new { Id = ids.Next(), Body = news.ToBytes(), deliverAt });
    }

    private async Task SendAsync(CallbackRow callback, Uri url, CancellationToken ct)
    {
        var isTaken = await PostAsync(callback.Body, url, ct);
        var next = isTaken || callback.Tries + 1 >= TriesMax ? (long?)null : (database.Clock.GetUtcNow() + BetweenTries).ToMicros();
        await database.WriteAsync(tx => tx.ExecuteAsync("update pay_sandbox_callback set deliver_at = @next, tries = tries + 1 where id = @Id", new { next, callback.Id }), ct);
    }

    private async Task<bool> PostAsync(byte[] body, Uri url, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Headers.Add(SandboxNews.SignatureHeader, SandboxNews.Sign(signer, body));
        try
        {
            using var response = await ChannelHttp.SendAsync(http, request, ct);
            return response.IsSuccessStatusCode;
        }
        catch (ChannelException)
        {
            return false;
        }
    }

    private sealed record CallbackRow
    {
        public string Id { get; init; } = "";
        public byte[] Body { get; init; } = [];

        /// <summary>Of which trade the news are.</summary>
        public string TradeNo => SandboxNews.TradeOf(Body);

        public long Tries { get; init; }
    }

    private sealed record MannerRow
    {
        public string Scope { get; init; } = "";
        public string Manner { get; init; } = "";
    }
}
