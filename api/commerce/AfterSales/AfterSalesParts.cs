using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Points;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>What the use cases of after-sales share.</summary>
public sealed record AfterSalesParts(
    MerchantsFacade Merchants, StockFacade Stock, MembersFacade Members, PointsFacade Points, PromotionsFacade Promotions, PaymentsFacade Payments, OrdersFacade Orders, IdSource Ids, CommerceOptions Options)
{
    /// <summary>Goods that the buyer does not send off within this close the application [待客户发货].</summary>
    internal static readonly TimeSpan ReturnWithin = TimeSpan.FromDays(10);

    internal BusinessDate Day(CoreTransaction tx) => Options.DayOf(tx.Now);

    /// <summary>Whoever works on an order's returns comes in one after the other.</summary>
    internal static async Task LockOrderAsync(CoreTransaction tx, string orderId)
    {
        await tx.ExecuteAsync("insert into aftersale_order (order_id, touched) values (@orderId, 0) on conflict do nothing", new { orderId });
        await tx.ExecuteAsync("update aftersale_order set touched = touched + 1 where order_id = @orderId", new { orderId });
    }

    /// <summary>The document when it is within sight of the caller, with its order locked: what it says stays so until the end of the transaction.</summary>
    internal static async Task<Outcome<CaseRow>> HoldAsync(CoreTransaction tx, Actor actor, string id)
    {
        var seen = await CaseRow.SeenAsync(tx, actor, id);
        if (!seen.IsDone) return seen;
        await LockOrderAsync(tx, seen.Value.OrderId);
        return (await CaseRow.FindAsync(tx, id))!;
    }

    internal void Emit(CoreTransaction tx, Actor actor, CaseRow row, IEventRecord record) => tx.Emit(
        new EventHeader(Ids.Next(), "raillife/commerce/aftersales", row.OrderId, tx.Now) { MemberId = row.MemberId, MerchantId = row.MerchantId, CircleId = row.CircleId, Format = row.Format, Actor = actor.ToString() }, record);

    /// <summary>Moves a document from where it stands, once: of two calls one wins. Writes down who did it, and tells of it.</summary>
    /// <param name="set">Further columns to set, as SQL over <paramref name="args"/>.</param>
    internal async Task<Outcome<CaseRow>> MoveAsync(CoreTransaction tx, Actor actor, CaseRow from, AfterSaleState to, string what, string? note = null, string? set = null, object? args = null)
    {
        var values = new SqlArguments(args);
        values.AddAll(new { from.Id, From = from.State, To = Words.Of(to), tx.NowMicros, from.Version, IsOver = to is AfterSaleState.Succeeded or AfterSaleState.Closed });
        var also = set is null ? "" : $", {set}";
        var ended = to is AfterSaleState.Succeeded or AfterSaleState.Closed ? ", ended_at = @NowMicros, due_at = null" : "";
        if (!await tx.ExecuteOneAsync($"update aftersale_case set state = @To, version = version + 1{ended}{also} where id = @Id and state = @From and version = @Version", values))
            return Refusal.Conflict("after-sale-changed", $"the application '{from.Id}' was moved in between; read it again");
        await LogAsync(tx, actor, from.Id, what, to, note);
        if (Words.Of(to) != from.State) Emit(tx, actor, from, new AfterSaleStateChanged(from.Id, from.OrderId, from.State, Words.Of(to), Day(tx)));
        return (await CaseRow.FindAsync(tx, from.Id))!;
    }

    internal Task LogAsync(CoreTransaction tx, Actor actor, string caseId, string what, AfterSaleState state, string? note) => tx.ExecuteAsync(
        "insert into aftersale_log (id, case_id, what, state, actor, note, at) values (@LogId, @caseId, @what, @State, @Actor, @note, @NowMicros)",
        new { LogId = Ids.Next(), caseId, what, State = Words.Of(state), Actor = actor.ToString(), note, tx.NowMicros });

    internal static Refusal Not(CaseRow row, params AfterSaleState[] expected) =>
        Refusal.Conflict("wrong-after-sale-state", $"the application '{row.Id}' is {row.State}, expected {string.Join(" or ", expected.Select(Words.Of))}");
}
