using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <param name="Left">Pieces that are left for all.</param>
/// <param name="LeftForYou">Pieces that the calling member may still have.</param>
internal sealed record MallShelfItem(string Id, long Version, LocalText Name, MallKind Kind, string? SkuId, long Points, long CashMinor, [Currency] string Currency, long Left, long LeftForYou, DateTimeOffset EndsAt);

internal sealed record MallShelf(IReadOnlyList<MallShelfItem> Items);

internal sealed record MallDeliveryView([Text(100)] string Receiver, [Text(30)] string Phone, string? Region, [Text(500)] string Detail);

/// <summary>The mall as members see it, offers and orders as those see them whose they are.</summary>
/// <remarks>Catalogue PTS-06, PLT-07.</remarks>
internal sealed class MallViews(PointsMallParts parts)
{
    private const int ShelfMax = 200;

    /// <summary>What can be had for points now.</summary>
    public async Task<Outcome<MallShelf>> ShelfAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<MallOfferRow>(
            $"select {MallOfferRow.Columns} from mall_offer where is_active = 1 and starts_at <= @NowMicros and ends_at > @NowMicros and redeemed < quantity_max order by id desc limit {ShelfMax}", new { tx.NowMicros });
        var taken = call.Actor.Kind is ActorKind.Member
            ? (await tx.ListAsync<TakenRow>("select offer_id, taken from mall_taken where member_id = @Id", new { call.Actor.Id })).ToDictionary(r => r.OfferId, r => r.Taken)
            : [];
        return new MallShelf([.. rows.Select(r => new MallShelfItem(r.Id, r.Version, r.Name, Words.Parse<MallKind>(r.Kind), r.SkuId, r.Points, r.CashMinor, parts.Options.Currency,
            r.QuantityMax - r.Redeemed, Math.Max(0, Math.Min(r.MemberMax - taken.GetValueOrDefault(r.Id), r.QuantityMax - r.Redeemed)), r.EndsAt.ToInstant()))]);
    }

    public static async Task<Outcome<Page<MallOfferView>>> OffersAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<MallOfferRow>($"select {MallOfferRow.Columns} from mall_offer where id < @After order by id desc limit @Take", new { After = page.After ?? "~", Take = page.Limit + 1 });
        return page.Of([.. rows.Select(r => r.ToView())], v => v.Id);
    }

    public static async Task<Outcome<Page<MallOrderView>>> OwnAsync(Call call, CoreTransaction tx)
    {
        var args = new SqlArguments();
        args.Add("MemberId", call.Actor.Id);
        return await PageAsync(call, tx, "member_id = @MemberId", args);
    }

    /// <summary>Orders of goods within sight.</summary>
    public static async Task<Outcome<Page<MallOrderView>>> SeenAsync(Call call, CoreTransaction tx)
    {
        var (where, args) = Sight.Of(call.Actor, "merchant_id");
        return await PageAsync(call, tx, $"merchant_id is not null and {where}", args);
    }

    /// <summary>Receiver, phone and street in clear, for who ships it, while it waits to be shipped; written down who read it.</summary>
    public async Task<Outcome<MallDeliveryView>> DeliveryAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var seen = await MallOrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        if (seen.Value is not { State: "wait-ship", AddressSealed: { } address } order)
            return Refusal.Conflict("not-waiting-to-ship", $"the order '{seen.Value.Id}' is {seen.Value.State}; its address is shown while it waits to be shipped");
        await parts.LogAsync(tx, call.Actor, order.Id, "address-read");
        var open = parts.Members.OpenAddress(address);
        return new MallDeliveryView(open.Receiver, open.Phone, order.Region, open.Detail);
    }

    private static async Task<Outcome<Page<MallOrderView>>> PageAsync(Call call, CoreTransaction tx, string where, SqlArguments args)
    {
        var page = call.Page();
        if (call.Query("state") is { } state)
        {
            if (Words.Find<MallOrderState>(state) is null) return Refusal.Invalid("bad-parameter", $"state: found '{state}', expected one of {string.Join(", ", Enum.GetValues<MallOrderState>().Select(Words.Of))}");
            where += " and state = @State";
            args.Add("State", state);
        }
        args.Add("After", page.After ?? "~");
        args.Add("Take", page.Limit + 1);
        var rows = await tx.ListAsync<MallOrderRow>($"{MallOrderRow.Select} where {where} and id < @After order by id desc limit @Take", args);
        return page.Of([.. rows.Select(r => r.ToView())], v => v.Id);
    }

    private sealed record TakenRow
    {
        public string OfferId { get; init; } = "";
        public long Taken { get; init; }
    }
}
