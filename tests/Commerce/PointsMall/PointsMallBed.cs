using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.PointsMall;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;
using RailLife.Tests.Commerce.Orders;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.PointsMall;

/// <summary>A points mall over a mall of shops: an own shop with tea cups in stock, and members with points.</summary>
internal sealed class PointsMallBed(Mall mall, string sku) : IAsyncDisposable
{
    public const long Cups = 5;
    public const long Points = 1_000;

    public Mall Mall => mall;

    /// <summary>A cup of the operator's own shop.</summary>
    public string Sku => sku;

    public PointsMallParts Parts { get; } = new(
        mall.Ledger, mall.Shop.Merchants, mall.Shop.Products, mall.Shop.Stock, new MembersFacade(mall.Members), new WalletFacade(new AccountsParts(mall.Bed.Ids, mall.Ledger, mall.Options)), mall.Points,
        new PromotionsFacade(mall.Promotions), mall.Bed.Ids, mall.Options);

    public static async Task<PointsMallBed> OpenAsync(string kind)
    {
        var mall = await Mall.OpenAsync(kind);
        var own = await mall.Shop.MerchantAsync("Metro shop", null);
        var sku = (await mall.Shop.ListedAsync(mall.Shop.Body("Tea cup", 4_900), own)).Skus[0].SkuId;
        await mall.DoneAsync(tx => new SaveWarehouse(mall.Shop.Merchants).RunAsync(Shop.As(Shop.Staff, ("id", "own")), new SaveWarehouseBody(own, Shop.Name("own"), 1, [], true), tx));
        await mall.Shop.AdjustAsync(sku, "own", Cups);
        return new PointsMallBed(mall, sku);
    }

    /// <summary>A member with an address, a thousand points and money.</summary>
    public async Task<Buyer> MemberAsync(long walletMinor = 10_000, long points = Points)
    {
        var buyer = await mall.BuyerAsync(walletMinor);
        if (points > 0) await mall.DoneAsync(tx => mall.Points.EarnAsync(tx, buyer.Id, points, $"gift/{buyer.Id}", 1, Parts.Day(tx).Day.AddDays(100), Actor.Platform));
        return buyer;
    }

    public MallOfferBody Goods(long points = 600, long cashMinor = 990, long pieces = 100, long each = 1) => new(
        new LocalText("茶杯", "Tea cup"), MallKind.Goods, sku, null, points, cashMinor, pieces, each, mall.Bed.Clock.Now.AddHours(-1), mall.Bed.Clock.Now.AddHours(1));

    public async Task<MallOfferBody> CouponAsync(long pieces, long each = 1)
    {
        var template = await mall.DoneAsync(tx => new SaveCouponTemplate(mall.Promotions).AddAsync(Fair.As(Shop.Staff), Fair.Template(), tx));
        await mall.DoneAsync(tx => SwitchCouponTemplate.ActivateAsync(Fair.As(Shop.Staff, template.Id, template.Version), new Nothing(), tx));
        return Goods(points: 300, cashMinor: 0, pieces, each) with { Kind = MallKind.Coupon, SkuId = null, TemplateId = template.Id };
    }

    public Task<MallOfferView> OfferAsync(MallOfferBody body) => mall.DoneAsync(tx => new SaveMallOffer(Parts).AddAsync(Fair.As(Shop.Staff), body, tx));

    public Task<Outcome<MallOrderView>> RedeemAsync(Buyer buyer, MallOfferView offer, string? addressId = null) =>
        mall.Bed.WriteAsync(tx => new RedeemMallOffer(Parts).RunAsync(Fair.As(buyer.Actor, offer.Id), new RedeemMallOfferBody(offer.Version, addressId ?? buyer.AddressId), tx));

    public Task<Outcome<MallOrderView>> CancelAsync(Actor actor, string orderId) => mall.Bed.WriteAsync(tx => new CancelMallOrder(Parts).RunAsync(Fair.As(actor, orderId), new Nothing(), tx));

    public Task<Outcome<MallOrderView>> ShipAsync(string orderId) => mall.Bed.WriteAsync(tx => new ShipMallOrder(Parts).RunAsync(Fair.As(Shop.Staff, orderId), new ShipMallOrderBody("SF", "SF1"), tx));

    /// <summary>Points, money in the wallet, pieces that can be sold, pieces of the offer that are out.</summary>
    public async Task<(long Points, long WalletMinor, long Pieces, long Redeemed)> HaveAsync(Buyer buyer, MallOfferView offer) => (
        await mall.BalanceAsync(LedgerAccounts.PointsOf(buyer.Id)), await mall.BalanceAsync(LedgerAccounts.Wallet(buyer.Id, "CNY")),
        (await mall.Bed.ReadAsync(tx => mall.Shop.Stock.AvailableAsync(tx, [sku])))[sku],
        await mall.NumberAsync("select redeemed from mall_offer where id = @Id", new { offer.Id }));

    public ValueTask DisposeAsync() => mall.DisposeAsync();
}
