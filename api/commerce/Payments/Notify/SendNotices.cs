using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Tells merchants, again and again on the ladder, until they have it or the ladder ends: then it is a dead letter.</summary>
/// <remarks>Catalogue PAY-05, law I-27: delivered at least once, each try logged. An answer of 2xx is an acknowledgement.</remarks>
internal sealed class SendNotices(CoreDatabase database, IdSource ids, RawSealer sealer, HttpClient http)
{
    public const string IdHeader = "X-RailLife-Id";
    public const string TimeHeader = "X-RailLife-Timestamp";
    public const string SignatureHeader = "X-RailLife-Signature";

    /// <summary>While one process sends it, nobody else does; if it dies, this is how long the notice waits.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(tx => tx.ListAsync<NoticeRow>("select id, payment_id, order_id, merchant_id, body, next_at, tries from pay_notice where next_at <= @now order by next_at, id limit 100", new { now }), ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (notice, stop) => await TellAsync(notice, stop));
        return due.Count;
    }

    /// <summary>HMAC-SHA256 over <c>id.timestamp.body</c>, hexadecimal.</summary>
    public static string Sign(byte[] secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }

    private async Task TellAsync(NoticeRow notice, CancellationToken ct)
    {
        HookRow? hook = null;
        var isMine = false;
        await database.WriteAsync(async tx =>
        {
            isMine = await tx.ExecuteOneAsync("update pay_notice set next_at = @Until where id = @Id and next_at = @NextAt", new { Until = (tx.Now + Claim).ToMicros(), notice.Id, notice.NextAt });
            hook = await tx.FindAsync<HookRow>("select url, sealed_secret from pay_hook where merchant_id = @MerchantId and is_active = 1", notice);
        }, ct);
        if (!isMine) return;
        var code = hook is null ? "no-hook" : await PostAsync(notice, hook, ct);
        await database.WriteAsync(tx => RecordAsync(tx, notice, code), ct);
    }

    /// <returns>Null when the merchant has it.</returns>
    private async Task<string?> PostAsync(NoticeRow notice, HookRow hook, CancellationToken ct)
    {
        var timestamp = database.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(notice.Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(IdHeader, notice.Id);
        request.Headers.Add(TimeHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(sealer.Open(hook.SealedSecret), notice.Id, timestamp, notice.Body));
        try
        {
            using var response = await ChannelHttp.SendAsync(http, request, ct);
            return response.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"status-{(int)response.StatusCode}");
        }
        catch (ChannelException)
        {
            return "no-answer";
        }
    }

    private async Task RecordAsync(CoreTransaction tx, NoticeRow notice, string? code)
    {
        var tries = (int)notice.Tries + 1;
        var next = code is null ? null : Ladders.Notify.NextAt(tries, tx.NowMicros);
        var state = code is null ? "sent" : next is null ? "dead" : "waiting";
        await tx.ExecuteAsync("update pay_notice set state = @state, tries = @tries, next_at = @next, ended_at = @EndedAt where id = @Id", new { state, tries, next, EndedAt = next is null ? tx.NowMicros : (long?)null, notice.Id });
        await tx.ExecuteAsync("insert into pay_notice_try (notice_id, try_no, outcome, tried_at) values (@Id, @tries, @Outcome, @NowMicros)", new { notice.Id, tries, Outcome = code ?? "sent", tx.NowMicros });
        IEventRecord record = code is null ? new PaymentNotifySent(notice.Id, notice.PaymentId, notice.MerchantId, tries)
            : next is null ? new PaymentNotifyDead(notice.Id, notice.PaymentId, notice.MerchantId, tries, code)
            : new PaymentNotifyFailed(notice.Id, notice.PaymentId, notice.MerchantId, tries, code);
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/payments", notice.OrderId, tx.Now) { MerchantId = notice.MerchantId, Actor = Actor.Platform.ToString() }, record);
    }

    private sealed record NoticeRow
    {
        public string Id { get; init; } = "";
        public string PaymentId { get; init; } = "";
        public string OrderId { get; init; } = "";
        public string MerchantId { get; init; } = "";
        public byte[] Body { get; init; } = [];
        public long NextAt { get; init; }
        public long Tries { get; init; }
    }

    private sealed record HookRow
    {
        public string Url { get; init; } = "";
        public string SealedSecret { get; init; } = "";
    }
}
