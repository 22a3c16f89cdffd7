using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.PointsMall;
using RailLife.Commerce.Promotions;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.PointsMall;

/// <summary>Goods and coupons for points: PTS-06, PTS-07.</summary>
public class PointsMallTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task The_last_pieces_have_one_winner_each_and_the_losers_keep_their_points(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var offer = await bed.OfferAsync(await bed.CouponAsync(pieces: 3));
        var buyers = new List<Orders.Buyer>();
        for (var i = 0; i < 8; i++) buyers.Add(await bed.MemberAsync());

        var asked = await Task.WhenAll(buyers.Select(b => Task.Run(() => bed.RedeemAsync(b, offer))));

        Assert.Equal(3, asked.Count(a => a.IsDone));
        Assert.All(asked.Where(a => !a.IsDone), a => Assert.Equal("offer-sold-out", a.Refusal!.Code));
        for (var i = 0; i < buyers.Count; i++)
        {
            Assert.Equal(asked[i].IsDone ? 700 : 1_000, await bed.Mall.BalanceAsync(LedgerAccounts.PointsOf(buyers[i].Id)));
            Assert.Equal(asked[i].IsDone ? 1 : 0, (await bed.Mall.Bed.ReadAsync(tx => new PromotionsFacade(bed.Mall.Promotions).CouponsOfAsync(tx, buyers[i].Id))).Count);
        }
        Assert.Equal(3, (await bed.Mall.Shop.EventsAsync()).Count(e => e.Type == "pointsmall.order.placed"));
        Assert.Empty((await bed.Mall.DoneAsync(tx => new MallViews(bed.Parts).ShelfAsync(Fair.As(Actor.Nobody), tx))).Items);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task One_member_has_no_more_pieces_than_the_offer_allows_however_often_he_asks_at_once(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var offer = await bed.OfferAsync(await bed.CouponAsync(pieces: 100, each: 2));
        var buyer = await bed.MemberAsync(points: 3_000);

        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => bed.RedeemAsync(buyer, offer))));

        Assert.Equal(2, asked.Count(a => a.IsDone));
        Assert.All(asked.Where(a => !a.IsDone), a => Assert.Equal("limit-reached", a.Refusal!.Code));
        Assert.Equal((2_400, 10_000, PointsMallBed.Cups, 2), await bed.HaveAsync(buyer, offer));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Goods_take_points_money_and_a_piece_at_once_and_the_money_is_the_operators_when_they_leave(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var offer = await bed.OfferAsync(bed.Goods());
        var buyer = await bed.MemberAsync();

        var order = (await bed.RedeemAsync(buyer, offer)).Value;

        Assert.Equal((400, 9_010, PointsMallBed.Cups - 1, 1), await bed.HaveAsync(buyer, offer));
        Assert.Equal((MallOrderState.WaitShip, 600, 990), (order.State, order.Points, order.CashMinor));
        Assert.Equal(990, await bed.Mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")));
        var read = await bed.Mall.DoneAsync(tx => new MallViews(bed.Parts).DeliveryAsync(Fair.As(Shop.Staff, order.Id), new Nothing(), tx));
        Assert.Equal(("李雷", "13812341234"), (read.Receiver, read.Phone));
        Assert.Equal(1, await bed.Mall.NumberAsync("select count(*) from mall_order_log where order_id = @Id and what = 'address-read'", new { order.Id }));

        Assert.True((await bed.ShipAsync(order.Id)).IsDone);

        Assert.Equal((0, 990), (await bed.Mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")), await bed.Mall.BalanceAsync(LedgerAccounts.SelfOperatedIncome("CNY"))));
        Assert.Equal("not-waiting-to-ship", (await bed.CancelAsync(buyer.Actor, order.Id)).Refusal?.Code);
        Assert.Equal("not-waiting-to-ship", (await bed.ShipAsync(order.Id)).Refusal?.Code);
        Assert.Equal((400, 9_010, PointsMallBed.Cups - 1, 1), await bed.HaveAsync(buyer, offer));
        var events = await bed.Mall.Shop.EventsAsync();
        Assert.DoesNotContain(events, e => e.Json.Contains("13812341234", StringComparison.Ordinal) || e.Json.Contains("李雷", StringComparison.Ordinal));
        Assert.Single(events, e => e.Type == "pointsmall.order.shipped");
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_cancelling_and_shipping_at_once_one_wins_and_a_cancelled_order_gives_everything_back_once(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var offer = await bed.OfferAsync(bed.Goods(each: 100));
        for (var round = 0; round < 4; round++)
        {
            var buyer = await bed.MemberAsync();
            var before = await bed.HaveAsync(buyer, offer);
            var order = (await bed.RedeemAsync(buyer, offer)).Value;
            var after = await bed.HaveAsync(buyer, offer);

            var moves = await Task.WhenAll(Task.Run(() => bed.CancelAsync(buyer.Actor, order.Id)), Task.Run(() => bed.ShipAsync(order.Id)), Task.Run(() => bed.CancelAsync(Shop.Staff, order.Id)));

            var won = Assert.Single(moves, m => m.IsDone).Value;
            Assert.Equal(won.State is MallOrderState.Cancelled ? before : after, await bed.HaveAsync(buyer, offer));
        }
        Assert.Equal(await bed.Mall.NumberAsync("select count(*) from mall_order where state = 'cancelled'"), (await bed.Mall.Shop.EventsAsync()).Count(e => e.Type == "pointsmall.order.cancelled"));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task What_is_refused_moves_nothing(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var offer = await bed.OfferAsync(bed.Goods());
        var poor = await bed.MemberAsync(walletMinor: 100);
        var before = await bed.HaveAsync(poor, offer);
        Assert.Equal("balance-too-low", (await bed.RedeemAsync(poor, offer)).Refusal?.Code);
        Assert.Equal("unknown-address", (await bed.RedeemAsync(poor, offer, "somebody-elses")).Refusal?.Code);
        Assert.Equal("offer-changed", (await bed.RedeemAsync(poor, offer with { Version = 2 })).Refusal?.Code);
        Assert.Equal("points-short", (await bed.RedeemAsync(await bed.MemberAsync(points: 599), offer)).Refusal?.Code);
        bed.Mall.Bed.Clock.Now += TimeSpan.FromHours(2);
        Assert.Equal("offer-ended", (await bed.RedeemAsync(poor, offer)).Refusal?.Code);
        Assert.Equal(before, await bed.HaveAsync(poor, offer));
        var many = await bed.OfferAsync(bed.Goods(cashMinor: 0));
        for (var i = 0; i < PointsMallBed.Cups; i++) Assert.True((await bed.RedeemAsync(await bed.MemberAsync(), many)).IsDone);
        Assert.Equal("out-of-stock", (await bed.RedeemAsync(poor, many)).Refusal?.Code);
        var order = (await bed.Mall.DoneAsync(tx => MallViews.SeenAsync(Fair.As(Shop.Staff), tx))).Items[0];
        Assert.Equal("unknown-mall-order", (await bed.CancelAsync(poor.Actor, order.Id)).Refusal?.Code);
        Assert.Empty((await bed.Mall.DoneAsync(tx => MallViews.OwnAsync(Fair.As(poor.Actor), tx))).Items);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Staff_offers_only_what_the_operator_can_give_and_edits_what_he_has_read(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        var others = await bed.Mall.Shop.SkuAsync("Jacket", 9_900, 5);
        var save = new SaveMallOffer(bed.Parts);
        async Task RefusedAsync(string code, MallOfferBody body) => Assert.Equal(code, (await bed.Mall.Bed.WriteAsync(tx => save.AddAsync(Fair.As(Shop.Staff), body, tx))).Refusal?.Code);
        await RefusedAsync("goods-not-own", bed.Goods() with { SkuId = others });
        await RefusedAsync("unknown-sku", bed.Goods() with { SkuId = "none" });
        await RefusedAsync("invalid-offer", bed.Goods() with { SkuId = null });
        await RefusedAsync("invalid-offer", bed.Goods() with { EndsAt = bed.Goods().StartsAt });
        await RefusedAsync("unknown-coupon-template", bed.Goods(cashMinor: 0) with { Kind = MallKind.Coupon, SkuId = null, TemplateId = "none" });
        await RefusedAsync("invalid-offer", (await bed.CouponAsync(1)) with { CashMinor = 1 });

        var offer = await bed.OfferAsync(bed.Goods(each: 5));
        for (var i = 0; i < 2; i++) Assert.True((await bed.RedeemAsync(await bed.MemberAsync(), offer)).IsDone);
        Task<RailLife.Store.Outcome<MallOfferView>> ChangeAsync(long version, MallOfferBody body) => bed.Mall.Bed.WriteAsync(tx => save.ChangeAsync(Fair.As(Shop.Staff, offer.Id, version), body, tx));
        Assert.Equal("too-few-pieces", (await ChangeAsync(1, bed.Goods(pieces: 1))).Refusal?.Code);
        var edits = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => ChangeAsync(1, bed.Goods(points: 700 + i)))));
        Assert.Single(edits, e => e.IsDone);
        Assert.All(edits.Where(e => !e.IsDone), e => Assert.Equal("version-changed", e.Refusal!.Code));
        Assert.Equal("offer-changed", (await bed.RedeemAsync(await bed.MemberAsync(), offer)).Refusal?.Code);
        var stopped = await bed.Mall.DoneAsync(tx => SaveMallOffer.StopAsync(Fair.As(Shop.Staff, offer.Id, 2), new Nothing(), tx));
        Assert.Equal((false, 2), (stopped.IsActive, stopped.Redeemed));
        Assert.Equal("offer-ended", (await bed.RedeemAsync(await bed.MemberAsync(), stopped)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Over_http_a_repeated_call_gives_the_first_order_and_each_side_has_its_own_doors(string kind)
    {
        await using var bed = await PointsMallBed.OpenAsync(kind);
        await using var http = await CommerceServer.StartAsync(bed.Mall.Bed, routes => routes.MapPointsMall(bed.Parts));
        var (buyer, staff) = (await bed.MemberAsync(), http.StaffToken());
        var token = bed.Mall.Shop.Token(ActorKind.Member, buyer.Id);
        var offer = await bed.OfferAsync(bed.Goods(each: 5));
        var (path, body) = ($"/v1/points-mall/{offer.Id}/redemptions", $$"""{"version":1,"address_id":"{{buyer.AddressId}}"}""");

        var first = await http.SendAsync("POST", path, token, body, idempotencyKey: "once");
        var again = await http.SendAsync("POST", path, token, body, idempotencyKey: "once");

        Assert.Equal((200, first.Text), (first.Status, again.Text));
        Assert.Equal((400, 9_010, PointsMallBed.Cups - 1, 1), await bed.HaveAsync(buyer, offer));
        var shelf = (await http.SendAsync("GET", "/v1/points-mall", token)).Body.GetProperty("items")[0];
        Assert.Equal((99, 4), (shelf.GetProperty("left").GetInt64(), shelf.GetProperty("left_for_you").GetInt64()));
        Assert.Equal(403, (await http.SendAsync("POST", path, staff, body)).Status);
        Assert.Equal(403, (await http.SendAsync("GET", "/v1/points-mall-orders", token)).Status);
        Assert.Equal(401, (await http.SendAsync("GET", "/v1/me/points-mall-orders", null)).Status);
        Assert.Empty((await http.SendAsync("GET", "/v1/points-mall-orders?state=wait-ship", http.StaffToken("another-merchant"))).Body.GetProperty("items").EnumerateArray());
        var id = (await http.SendAsync("GET", "/v1/points-mall-orders?state=wait-ship", staff)).Body.GetProperty("items")[0].GetProperty("id").GetString();
        Assert.Equal(400, (await http.SendAsync("POST", $"/v1/points-mall-orders/{id}/ship", staff, """{"carrier":"SF"}""")).Status);
        Assert.Equal("cancelled", (await http.SendAsync("POST", $"/v1/me/points-mall-orders/{id}/cancel", token)).String("state"));
        Assert.Equal("bad-parameter", (await http.SendAsync("GET", "/v1/me/points-mall-orders?state=lost", token)).Code);
        Assert.Equal((1_000, 10_000, PointsMallBed.Cups, 0), await bed.HaveAsync(buyer, offer));
    }
}
