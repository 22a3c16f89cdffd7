using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="State">waiting, sent, dead.</param>
public sealed record NoticeView(string Id, string Kind, string PaymentId, string OrderId, string MerchantId, string State, int Tries, string CreatedAt);

/// <summary>Notices that nobody took [死信]: staff sees them and sends them again.</summary>
/// <remarks>Catalogue PAY-05.</remarks>
internal static class DeadLetters
{
    private const string Columns = "id, kind, payment_id, order_id, merchant_id, state, tries, created_at";

    public static async Task<Outcome<Page<NoticeView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<NoticeRow>($"select {Columns} from pay_notice where state = @State and (@After is null or id > @After) order by id limit @Limit", new { State = call.Query("state") ?? "dead", page.After, Limit = page.Limit + 1 });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    public static async Task<Outcome<NoticeView>> ResendAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Path("id");
        var isReopened = await tx.ExecuteOneAsync("update pay_notice set state = 'waiting', next_at = @NowMicros, ended_at = null where id = @id and state = 'dead'", new { id, tx.NowMicros });
        if (await tx.FindAsync<NoticeRow>($"select {Columns} from pay_notice where id = @id", new { id }) is not { } row) return Refusal.NotFound("notice", id);
        return isReopened ? View(row) : Refusal.Conflict("notice-not-dead", $"the notice is {row.State}, expected dead");
    }

    private static NoticeView View(NoticeRow row) => new(row.Id, row.Kind, row.PaymentId, row.OrderId, row.MerchantId, row.State, (int)row.Tries, EventJson.Instant(row.CreatedAt.ToInstant()));

    private sealed record NoticeRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string PaymentId { get; init; } = "";
        public string OrderId { get; init; } = "";
        public string MerchantId { get; init; } = "";
        public string State { get; init; } = "";
        public long Tries { get; init; }
        public long CreatedAt { get; init; }
    }
}
