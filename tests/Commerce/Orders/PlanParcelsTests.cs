using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Orders;
using RailLife.Contracts.Orders;
using RailLife.Store;
using RailLife.Tests.Commerce.AfterSales;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.Orders;

/// <summary>A paid order is split into parcels by hand: FUL-27, ORD-04.</summary>
public class PlanParcelsTests
{
    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task A_plan_holds_what_is_left_to_ship_and_nothing_else_and_only_of_an_order_that_waits_for_it(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        async Task RefusedAsync(string code, params ParcelAsk[] parcels) => Assert.Equal(code, (await PlanAsync(counter, parcels)).Refusal?.Code);
        await RefusedAsync("plan-not-whole", Parcel((1, 1)), Parcel((1, 1)));
        await RefusedAsync("plan-not-whole", Parcel((1, 2)), Parcel((1, 2)));
        await RefusedAsync("plan-not-whole", Parcel((1, 3)), Parcel((2, 1)));
        await RefusedAsync("line-twice", Parcel((1, 1), (1, 2)));
        Assert.Equal("unknown-order", (await PlanAsync(counter, [Parcel((1, 3))], counter.Mall.Merchant("another"))).Refusal?.Code);
        Assert.Equal("version-changed", (await PlanAsync(counter, [Parcel((1, 3))], version: 99)).Refusal?.Code);
        Assert.Equal("if-match-needed", (await counter.Mall.Bed.WriteAsync(tx => new PlanParcels(counter.Mall.Parts).RunAsync(Mall.Call(counter.Mall.Merchant(), counter.OrderId), new PlanParcelsBody([], null), tx))).Refusal?.Code);
        Assert.Empty((await counter.OrderAsync()).PlannedParcels);

        await counter.DeliverAsync();
        await RefusedAsync("not-waiting-to-ship", Parcel((1, 3)));
        counter.Turn((await counter.Mall.PlaceAsync(counter.Buyer, (counter.Sku, 1))).Id);
        await RefusedAsync("not-waiting-to-ship", Parcel((1, 1)));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_planned_order_leaves_parcel_by_parcel_and_is_told_as_one_order(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        var (mall, merchant) = (counter.Mall, counter.Mall.Merchant());
        Assert.True((await PlanAsync(counter, [Parcel((1, 1)), Parcel((1, 1)), Parcel((1, 1))])).IsDone);
        Assert.Equal([1, 2], (await PlannedAsync(counter, Parcel((1, 1)), Parcel((1, 2)))).Select(p => p.ParcelNo));

        Assert.Equal("parcels-planned", (await mall.ShipAsync(counter.OrderId, merchant)).Refusal?.Code);
        Assert.Equal("parcels-planned", (await mall.ShipAsync(counter.OrderId, merchant, new ParcelLine(1, 1))).Refusal?.Code);
        Assert.Equal("unknown-planned-parcel", (await mall.ShipPlannedAsync(counter.OrderId, merchant, 3)).Refusal?.Code);
        var second = (await mall.ShipPlannedAsync(counter.OrderId, merchant, 2)).Value;
        Assert.Equal((OrderState.WaitShip, OrderFulfilment.PartShipped, 1), (second.State, second.Fulfilment, Assert.Single(second.PlannedParcels).ParcelNo));
        Assert.Equal("unknown-planned-parcel", (await mall.ShipPlannedAsync(counter.OrderId, merchant, 2)).Refusal?.Code);
        var first = (await mall.ShipPlannedAsync(counter.OrderId, merchant, 1)).Value;

        Assert.Equal((OrderState.WaitReceive, 0, 2), (first.State, first.PlannedParcels.Count, first.Parcels.Count));
        Assert.Equal([2L, 1L], first.Parcels.Select(p => Assert.Single(p.Lines).Quantity));
        Assert.Equal((1, 1, 2, 2, 0), (await CountAsync(mall, "order.placed"), await CountAsync(mall, "order.paid"), await CountAsync(mall, "order.shipped"), await CountAsync(mall, "order.parcel.planned"), await CountAsync(mall, "order.split")));
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_lifted_plan_leaves_the_order_free_and_a_piece_that_was_refunded_is_not_in_its_parcel(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        var (mall, merchant) = (counter.Mall, counter.Mall.Merchant());
        Assert.True((await PlanAsync(counter, [Parcel((1, 1)), Parcel((1, 2))])).IsDone);
        Assert.Empty(await PlannedAsync(counter));
        Assert.Equal("unknown-planned-parcel", (await mall.ShipPlannedAsync(counter.OrderId, merchant, 1)).Refusal?.Code);
        Assert.True((await mall.ShipAsync(counter.OrderId, merchant, new ParcelLine(1, 1))).IsDone);

        counter.Turn((await mall.PaidAsync(counter.Buyer, (counter.Sku, 3))).Id);
        Assert.True((await PlanAsync(counter, [Parcel((1, 1)), Parcel((1, 2))])).IsDone);
        await counter.ReturnAsync(1, AfterSaleKind.Refund);
        Assert.True((await mall.ShipPlannedAsync(counter.OrderId, merchant, 1)).IsDone);
        var last = (await mall.ShipPlannedAsync(counter.OrderId, merchant, 2)).Value;
        Assert.Equal((OrderState.WaitReceive, 2L), (last.State, last.Lines[0].Shipped));
        await counter.BooksAgreeAsync();
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Of_planning_and_shipping_at_once_no_piece_leaves_twice(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);
        var (mall, merchant) = (counter.Mall, counter.Mall.Merchant());
        Assert.True((await PlanAsync(counter, [Parcel((1, 1)), Parcel((1, 2))])).IsDone);
        var version = (await counter.OrderAsync()).Version;

        var moves = await Task.WhenAll(
            Task.Run(() => mall.ShipPlannedAsync(counter.OrderId, merchant, 2)), Task.Run(() => mall.ShipPlannedAsync(counter.OrderId, merchant, 2)),
            Task.Run(() => PlanAsync(counter, [Parcel((1, 3))], version: version)), Task.Run(() => PlanAsync(counter, [Parcel((1, 2)), Parcel((1, 1))], version: version)));

        Assert.InRange(moves.Count(m => m.IsDone), 1, 2);
        for (var left = (await counter.OrderAsync()).PlannedParcels; left.Count > 0; left = (await counter.OrderAsync()).PlannedParcels)
            Assert.True((await mall.ShipPlannedAsync(counter.OrderId, merchant, left[0].ParcelNo)).IsDone);
        Assert.Equal((OrderState.WaitReceive, 3L), ((await counter.OrderAsync()).State, (await counter.OrderAsync()).Lines[0].Shipped));
        await counter.BooksAgreeAsync();
    }

    private static ParcelAsk Parcel(params (int LineNo, long Quantity)[] lines) => new([.. lines.Select(l => new ParcelLine(l.LineNo, l.Quantity))]);

    private static async Task<Outcome<OrderView>> PlanAsync(Counter counter, ParcelAsk[] parcels, Actor? actor = null, long? version = null)
    {
        var call = Fair.As(actor ?? counter.Mall.Merchant(), counter.OrderId, version ?? (await counter.OrderAsync()).Version);
        return await counter.Mall.Bed.WriteAsync(tx => new PlanParcels(counter.Mall.Parts).RunAsync(call, new PlanParcelsBody(parcels, "by hand"), tx));
    }

    private static async Task<IReadOnlyList<PlannedParcelView>> PlannedAsync(Counter counter, params ParcelAsk[] parcels) => (await PlanAsync(counter, parcels)).Value.PlannedParcels;

    private static async Task<int> CountAsync(Mall mall, string name) => (await mall.Shop.EventsAsync()).Count(e => e.Type == name);
}
