using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using RailLife.Commerce;
using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Points;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Promotions.Prizes;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Promotions;

/// <summary>Promotions on an empty database: two merchants, staff, and short ways to rules, coupons and prizes.</summary>
internal sealed class Fair : IAsyncDisposable
{
    public const string Merchant = "mer-a";
    public const string Member = "member-1";

    private Fair(CommerceBed bed)
    {
        Bed = bed;
        Ledger = new LedgerFacade(bed.Ids);
        Parts = new PromotionsParts(bed.Ids, new CommerceOptions(), Ledger, new MerchantsFacade(), new WalletFacade(new AccountsParts(bed.Ids, Ledger, new CommerceOptions())), new PointsFacade(new PointsParts(bed.Ids, Ledger, new CommerceOptions())), new RawSealer(bed.Keys), (header, record) => Told.Enqueue(record));
        Facade = new PromotionsFacade(Parts);
    }

    public static Actor Staff { get; } = new(ActorKind.Staff, "staff-1");

    public CommerceBed Bed { get; }
    public LedgerFacade Ledger { get; }
    public PromotionsParts Parts { get; }
    public PromotionsFacade Facade { get; }

    /// <summary>Events that were told beside the transactions.</summary>
    public ConcurrentQueue<IEventRecord> Told { get; } = [];

    public void Pass(TimeSpan time) => Bed.Clock.Now += time;

    public DateTimeOffset Now => Bed.Clock.GetUtcNow();

    public static async Task<Fair> OpenAsync(string database)
    {
        var fair = new Fair(await CommerceBed.StartAsync(database));
        await fair.Bed.WriteAsync(async tx =>
        {
            foreach (var (id, circle) in new[] { (Merchant, 7L), ("mer-b", 8L) })
                await tx.ExecuteAsync(
                    """
                    insert into merchant_account (id, name_en, kind, state, circle_id, format, is_partial_refund, version, registered_at, updated_at, actor)
                    values (@id, @id, 'onboarded', 'active', @circle, 'retail', 1, 1, @NowMicros, @NowMicros, 'staff:1')
                    """, new { id, circle, tx.NowMicros });
        });
        return fair;
    }

    public static Call As(Actor actor, string? id = null, long? ifMatch = null)
    {
        var http = new DefaultHttpContext();
        if (id is not null) http.Request.RouteValues["id"] = id;
        if (ifMatch is { } version) http.Request.Headers.IfMatch = $"\"{version}\"";
        return new Call(http, actor);
    }

    public static Actor AsMember(string id) => new(ActorKind.Member, id);

    public async Task<T> DoneAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase)
    {
        var outcome = await Bed.WriteAsync(useCase);
        Assert.True(outcome.IsDone, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    public async Task<Refusal> RefusedAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, string code)
    {
        var outcome = await Bed.WriteAsync(useCase);
        Assert.Equal(code, outcome.Refusal?.Code);
        return outcome.Refusal!;
    }

    public PromotionBody Rule(PromotionKind kind, PromotionTerms terms, string? merchant = null) =>
        new(new LocalText("活动", null), kind, merchant, Now.AddHours(-1), Now.AddHours(1), null, null, null, terms);

    /// <summary>A rule in force.</summary>
    public async Task<PromotionView> ActiveAsync(PromotionBody body)
    {
        var view = await DoneAsync(tx => new SavePromotion(Parts).AddAsync(As(Staff), body, tx));
        return await DoneAsync(tx => SwitchPromotion.ActivateAsync(As(Staff, view.Id, view.Version), new Nothing(), tx));
    }

    public static CouponTemplateBody Template(long? issueMax = null, long claimMax = 1, string? merchant = null) => new(
        new LocalText("满100减5", null), CouponKind.FullReduction, merchant, null, null, 10_000, 500, null, null, issueMax, claimMax, true, null, null, null, null, null, 30, true, ExpiredReturn.Lapse, null);

    /// <summary>A template that gives coupons out.</summary>
    public async Task<string> ActiveAsync(CouponTemplateBody body)
    {
        var view = await DoneAsync(tx => new SaveCouponTemplate(Parts).AddAsync(As(Staff), body, tx));
        await DoneAsync(tx => SwitchCouponTemplate.ActivateAsync(As(Staff, view.Id, view.Version), new Nothing(), tx));
        return view.Id;
    }

    public Task<string> CouponAsync(string templateId, string member = Member) =>
        DoneAsync(tx => Facade.IssueAsync(tx, Staff, templateId, member, $"test/{templateId}/{member}/{Guid.NewGuid()}", "test"));

    public async Task<string> PrizeAsync(PrizeBody body) => (await DoneAsync(tx => new SavePrize(Parts).AddAsync(As(Staff), body, tx))).Id;

    /// <summary>The price of goods with everything that is in force for a member.</summary>
    public Task<PriceResult> PriceAsync(string member, params PriceLine[] lines) => Bed.ReadAsync(async tx =>
    {
        var rules = await Facade.ActiveAsync(tx, member, [.. lines.Select(l => l.SkuId)]);
        var coupons = await Facade.CouponsOfAsync(tx, member);
        return PriceCalculator.Price(PriceRequest.Of("CNY", lines) with { Promotions = rules.Promotions, Stacking = rules.Stacking, Coupons = [.. coupons.Select(c => c.Coupon)] });
    });

    public static PriceLine Line(string sku, long price, long quantity = 1) => new(sku, sku, Merchant, ["tea"], null, quantity, price);

    public EventHeader Order(string orderId) => new(Bed.Ids.Next(), "raillife/commerce/orders", orderId, Now) { MemberId = Member };

    public async Task<IReadOnlyList<string>> EventsAsync(string type) =>
        [.. (await Bed.ReadAsync(tx => tx.ListAsync<byte[]>("select value from outbox order by position"))).Select(System.Text.Encoding.UTF8.GetString).Where(e => e.Contains($"\"raillife.{type}.v1\"", StringComparison.Ordinal))];

    public ValueTask DisposeAsync() => Bed.DisposeAsync();
}
