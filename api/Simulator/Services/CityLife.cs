using System.Text.RegularExpressions;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Services;

/// <summary>What members and merchants do, one thing after the other, each through the services' own endpoints; what follows from it is put on the agenda.</summary>
/// <param name="stretch">Multiplies the delays between the steps of an order: 1 = as long as in life.</param>
internal sealed partial class CityLife(ServiceDoor door, CityPeople people, Agenda agenda, TrackingWriter tracking, DueRounds due, MadeCity city, TimeProvider clock, double stretch)
{
    private const int LooksMax = 50;
    private readonly CityIds ids = new(city.Settings);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public long Orders { get; private set; }

    public long Visits { get; private set; }

    /// <summary>A member registers with the code of the short message, tells where he lives, and takes the newcomer's coupon if he counts his money.</summary>
    public async Task RegisterAsync(Resident resident, string couponId)
    {
        var visitor = new Caller(null, resident.Channel);
        await door.DoneAsync(visitor, "POST", "/v1/auth/codes", new { phone = resident.Phone });
        await due.RunAsync("sms");
        var code = Code().Match(await MessageAsync(resident)).Value;
        var session = await door.DoneAsync(visitor, "POST", "/v1/auth/sessions", new { phone = resident.Phone, code });
        people.Add(resident, new KnownMember(session.GetProperty("member").GetProperty("id").GetString()!, null));
        await SignedInAsync(resident, ids.Device(resident, 0), clock.GetUtcNow());
        var caller = people.As(resident);
        var address = await door.DoneAsync(caller, "POST", "/v1/me/addresses", new
        {
            receiver = resident.Name, phone = resident.Phone, province = "广东省", city = "深圳市", district = city.HomeOf(resident).Zh, detail = $"{resident.Home + 1} 号 {resident.Number % 900 + 100}", is_default = true,
        });
        people.Add(resident, people.Find(resident)! with { AddressId = address.GetProperty("id").GetString() });
        if (resident.Thrift > Campaigns.CouponThrift) await door.SendAsync(caller, "POST", "/v1/coupon-centre/{id}/claim", null, couponId);
    }

    /// <summary>A member's visit: what he looks at is told as his client would, what he buys goes through cart and order.</summary>
    public async Task VisitAsync(Visit visit)
    {
        if (people.Find(visit.Member) is not { } member) return;
        Visits++;
        var caller = people.As(visit.Member);
        await BrowseAsync(visit, member, caller);
        if (visit.Viewed.Count == 0) return;
        var (shop, good) = visit.Viewed[^1];
        if (visit.LeavesInCart && people.Find(shop) is { } known) await door.SendAsync(caller, "POST", "/v1/cart/lines", new { sku_id = known.SkuIds[good.Number], quantity = 1 });
        if (visit.Purchase is { } purchase) await OrderAsync(visit, purchase, member, caller);
    }

    // Where the platform's own clock runs, it may have taken the message in hand just now.
    private async Task<string> MessageAsync(Resident resident)
    {
        for (var look = 0; ; look++)
        {
            var messages = (await door.DoneAsync(people.Staff, "GET", "/v1/sandbox/sms", query: $"phone={resident.Phone}")).GetProperty("items");
            if (messages.GetArrayLength() > 0) return messages[0].GetProperty("text").GetString()!;
            if (look == LooksMax) throw new SimulationException("the short message with the code did not come");
            await Task.Delay(BetweenLooks);
        }
    }

    public async Task LeaveAsync(Shop shop) =>
        await door.SendAsync(people.Staff, "POST", "/v1/merchants/{id}/deregister", new { reason = "gave up business" }, people.Find(shop)!.Id);

    private async Task BrowseAsync(Visit visit, KnownMember member, Caller caller)
    {
        var (at, session, who) = (clock.GetUtcNow(), ids.Device(visit.Member, visit.Device), visit.SignIn == SignIn.Remembered ? member.Id : null);
        Task Tell(double after, IEventRecord record) => tracking.TellAsync(new EventHeader("", "", session, at.AddSeconds(after)) { MemberId = who, Channel = caller.Channel }, record);
        var (moment, date) = (0.0, new BusinessDate(city.Settings.LocalDay(at)));
        await Tell(moment, new PageViewed(session, "home", visit.Referrer, 4_000 + visit.Viewed.Count * 1_700, caller.Channel is "pc" ? "desktop" : "phone", null, null, date));
        if (visit.Query is { } query)
        {
            // Those who buy search for real; others' searches are told, and cost the services nothing.
            var results = visit.Purchase is null ? visit.Viewed.Count : (await door.DoneAsync(caller, "GET", "/v1/products", query: $"q={Uri.EscapeDataString(query)}&limit=20")).GetProperty("items").GetArrayLength();
            await Tell(moment += 3, new SearchPerformed(session, query, results, null, date));
        }
        var position = 0;
        foreach (var (shop, good) in visit.Viewed)
            if (people.Find(shop) is { } known)
                await Tell(moment += 6, new ProductViewed(session, known.ProductIds[good.Number], visit.Query is null ? "list" : "search", position++, date));
        if (visit.SignIn == SignIn.OnTheWay) await SignedInAsync(visit.Member, session, at.AddSeconds(moment + 4));
    }

    private Task SignedInAsync(Resident resident, string device, DateTimeOffset at)
    {
        var memberId = people.Find(resident)!.Id;
        return tracking.TellAsync(new EventHeader("", "", device, at) { MemberId = memberId, Channel = resident.Channel }, SignIns.Told(resident.Channel, device, memberId, city.Settings.LocalDay(at)));
    }

    private async Task OrderAsync(Visit visit, Purchase purchase, KnownMember member, Caller caller)
    {
        if (people.Find(purchase.Shop) is not { } shop) return;
        var lines = purchase.Lines.Select(l => new { sku_id = shop.SkuIds[l.Good.Number], quantity = l.Quantity }).ToList();
        if (purchase.ThroughCart)
            foreach (var line in lines)
                if (!(await door.SendAsync(caller, "POST", "/v1/cart/lines", line)).IsDone) return;
        // What was left in the cart on an earlier visit is bought with it, and may come from another shop.
        var basket = new { lines = purchase.ThroughCart ? null : lines, address_id = member.AddressId };
        string[] path = visit.Query is null ? ["home", "list", "product", "checkout"] : ["home", "search", "product", "checkout"];
        var placed = await door.SendAsync(caller, "POST", "/v1/orders", new { basket, source = new { path, keyword = visit.Query, referrer = visit.Referrer } });
        if (!placed.IsDone)
        {
            if (purchase.ThroughCart) await door.SendAsync(caller, "DELETE", "/v1/cart/invalid");
            return;
        }
        string[] orderIds = [.. placed.Body.GetProperty("order_ids").EnumerateArray().Select(o => o.GetString()!)];
        Orders += orderIds.Length;
        var journey = new OrderJourney(door, people, agenda, due, clock, stretch, visit.Member, purchase, orderIds);
        var (paymentId, payable) = (placed.Body.GetProperty("payment").GetProperty("id").GetString()!, placed.Body.GetProperty("payable_minor").GetInt64());
        if (purchase.PaysAfter is { } pays) agenda.Add(clock.GetUtcNow().AddSeconds(pays), () => journey.PayAsync(paymentId, payable));
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex Code();
}
