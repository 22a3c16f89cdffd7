using System.Text;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

/// <summary>What a member has won; a third party's code is opened for him alone. Staff sends what has to be sent.</summary>
/// <remarks>Catalogue PRZ-01 to PRZ-06.</remarks>
internal sealed class GrantViews(PromotionsParts parts)
{
    public async Task<Outcome<Page<GrantView>>> MineAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<Row>(
            """
            select g.id, g.prize_id, g.member_id, g.kind, g.state, g.granted_at, g.carrier, g.tracking_no, d.body, c.sealed, r.usable_at
            from prize_grant g join prize_definition d on d.id = g.prize_id
            left join prize_code c on c.grant_id = g.id left join prize_red_packet r on r.grant_id = g.id
            where g.member_id = @Id and g.id > @After order by g.id limit @Limit
            """, new { call.Actor.Id, After = page.After ?? "", Limit = page.Limit + 1L });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    public async Task<Outcome<Nothing>> ShipAsync(Call call, ShipPrizeBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await tx.FindAsync<Row>("select g.id, g.prize_id, g.member_id, g.kind, g.state, d.body from prize_grant g join prize_definition d on d.id = g.prize_id where g.id = @id", new { id }) is not { } row)
            return Refusal.NotFound("prize-grant", id);
        var isShipped = await tx.ExecuteOneAsync("update prize_grant set state = 'shipped', shipped_at = @NowMicros, carrier = @Carrier, tracking_no = @TrackingNo where id = @id and state = 'to-ship'",
            new { tx.NowMicros, body.Carrier, body.TrackingNo, id });
        if (!isShipped) return Refusal.Conflict("nothing-to-ship", $"found grant {id} in state '{row.State}', expected 'to-ship'");
        tx.Emit(parts.Header(tx, call.Actor, id) with { MemberId = row.MemberId }, new PrizeShipped(id, row.PrizeId, row.MemberId, row.ToBody().SkuId, body.Carrier, body.TrackingNo, parts.Options.DayOf(tx.Now)));
        return new Nothing();
    }

    private GrantView View(Row row) => new(row.Id, row.PrizeId, row.ToBody().Name, row.ToBody().Kind, row.State, row.GrantedAt.ToInstant(),
        row.Sealed is { } code ? Encoding.UTF8.GetString(parts.Sealer.Open(code)) : null, row.UsableAt?.ToInstant(), row.Carrier, row.TrackingNo);

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string PrizeId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public string Kind { get; init; } = "";
        public string State { get; init; } = "";
        public long GrantedAt { get; init; }
        public string? Carrier { get; init; }
        public string? TrackingNo { get; init; }
        public string Body { get; init; } = "";
        public string? Sealed { get; init; }
        public long? UsableAt { get; init; }

        public PrizeBody ToBody() => new PrizeRow { Id = PrizeId, Body = Body }.ToBody();
    }
}

internal sealed record ShipPrizeBody(string Carrier, string TrackingNo);

/// <param name="State"><c>given</c>, <c>promised</c> (red packet before its day), <c>to-ship</c>, <c>shipped</c>.</param>
/// <param name="Code">A third party's code, in clear for its owner.</param>
internal sealed record GrantView(string Id, string PrizeId, LocalText Name, PrizeKind Kind, string State, DateTimeOffset GrantedAt, string? Code, DateTimeOffset? UsableAt, string? Carrier, string? TrackingNo);
