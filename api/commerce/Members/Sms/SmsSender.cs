using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Sms;

/// <summary>Hands waiting messages to the channel; each try is claimed first, so two senders never hold one message.</summary>
/// <remarks>Catalogue ORD-26. At least once: a crash between sending and noting it sends again, under the same id.</remarks>
public sealed class SmsSender(CoreDatabase database, MembersParts parts, ISmsChannel channel)
{
    public const int TriesMax = 4;
    private const int TogetherMax = 100;
    private static readonly TimeSpan ClaimFor = TimeSpan.FromMinutes(2);

    /// <summary>Sends what is due.</summary>
    /// <returns>How many messages were taken in hand.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var due = await database.ReadAsync(tx => tx.ListAsync<string>(
            "select id from member_sms where state in ('waiting', 'sending') and due_at <= @NowMicros order by due_at, id limit @TogetherMax", new { tx.NowMicros, TogetherMax }), ct);
        var taken = 0;
        foreach (var id in due)
        {
            if (await ClaimAsync(id, ct) is not { } row) continue;
            taken++;
            await SendAsync(row, ct);
        }
        return taken;
    }

    private async Task<Row?> ClaimAsync(string id, CancellationToken ct)
    {
        var claimed = await database.WriteAsync<Row?>(async tx =>
            await tx.ExecuteOneAsync("update member_sms set state = 'sending', tries = tries + 1, due_at = @Until where id = @id and state in ('waiting', 'sending') and due_at <= @NowMicros",
                new { id, tx.NowMicros, Until = (tx.Now + ClaimFor).ToMicros() })
                ? await tx.GetAsync<Row>("select id, member_id, phone_hash, phone_sealed, template, text_sealed, tries from member_sms where id = @id", new { id })
                : null, ct);
        return claimed.Value;
    }

    private async Task SendAsync(Row row, CancellationToken ct)
    {
        string? failure;
        var isFinal = true;
        try
        {
            failure = await channel.SendAsync(new SmsMessage(row.Id, parts.Seal.Open(row.PhoneSealed), row.Template, parts.Seal.Open(row.TextSealed)), ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            (failure, isFinal) = ("unreachable", row.Tries >= TriesMax);
        }
        await database.WriteAsync(tx => NoteAsync(tx, row, failure, isFinal), ct);
    }

    private async Task NoteAsync(CoreTransaction tx, Row row, string? failure, bool isFinal)
    {
        if (!isFinal)
        {
            // 10, 20, 40 seconds: a code that comes later than that has lost its reader.
            var dueAt = tx.Now.AddSeconds(5 * Math.Pow(2, row.Tries)).ToMicros();
            await tx.ExecuteAsync("update member_sms set state = 'waiting', due_at = @dueAt where id = @Id and state = 'sending' and tries = @Tries", new { row.Id, row.Tries, dueAt });
            return;
        }
        // The text leaves the table with the message: nobody needs the code any more.
        var isNoted = await tx.ExecuteOneAsync("update member_sms set state = @State, text_sealed = '' where id = @Id and state = 'sending' and tries = @Tries",
            new { row.Id, row.Tries, State = failure is null ? SmsQueue.Sent : SmsQueue.Failed });
        if (!isNoted) return;
        var header = parts.Header(tx, Actor.Platform, row.MemberId ?? "", subject: row.Id) with { MemberId = row.MemberId };
        IEventRecord record = failure is null ? new SmsSent(row.Id, row.Template, channel.Name, row.PhoneHash) : new SmsFailed(row.Id, row.Template, channel.Name, row.PhoneHash, failure);
        tx.Emit(header, record);
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string? MemberId { get; init; }
        public string PhoneHash { get; init; } = "";
        public string PhoneSealed { get; init; } = "";
        public string Template { get; init; } = "";
        public string TextSealed { get; init; } = "";
        public long Tries { get; init; }
    }
}
