using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An order in a list.</summary>
/// <param name="Titles">Of its lines, the first five.</param>
internal sealed record OrderItem(
    string Id, string Number, string RootId, OrderState State, OrderPayment PaymentState, OrderFulfilment Fulfilment, OrderAfterSale AfterSale, bool IsHeld, string? MerchantId, string Kind, long Pieces, IReadOnlyList<LocalText> Titles,
    long PayableMinor, [Currency] string Currency, string PlacedAt, string? PaidAt);

/// <summary>Lists of orders, the newest first: a member's own, a merchant's, and what staff sees of circles and formats. Catalogue ORD-03, ORD-22, ORD-23, PLT-07.</summary>
internal sealed class OrderQueries(OrdersParts parts)
{
    private const int TitlesMax = 5;

    /// <summary>Unpaid orders are shown as they are paid, paid ones as they are shipped.</summary>
    public Task<Outcome<Page<OrderItem>>> OwnAsync(Call call, CoreTransaction tx) => PageAsync(call, tx, "member_id = @MemberId and is_shown = 1", new SqlArguments(new { MemberId = call.Actor.Id }));

    /// <summary>Only what is this merchant's, or within the staff's sight.</summary>
    public Task<Outcome<Page<OrderItem>>> SeenAsync(Call call, CoreTransaction tx)
    {
        var (sql, args) = Sight.Of(call.Actor, "merchant_id");
        if (call.Query("merchant") is { } merchant)
        {
            sql += " and merchant_id = @AskedMerchant";
            args.Add("AskedMerchant", merchant);
        }
        if (call.Number("circle", -1, long.MaxValue) is { } circle)
        {
            sql += " and circle_id = @AskedCircle";
            args.Add("AskedCircle", circle);
        }
        if (call.Query("held") is "true") sql += " and is_held = 1";
        return PageAsync(call, tx, $"state <> 'split' and {sql}", args);
    }

    public async Task<Outcome<OrderView>> OneAsync(Call call, CoreTransaction tx)
    {
        var seen = await OrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        return seen.IsDone ? await OrderViews.DetailAsync(parts, tx, seen.Value.Id) : seen.Refusal!;
    }

    /// <summary>Receiver, phone and street in clear, for who ships it, while it is to be shipped.</summary>
    public async Task<Outcome<DeliveryView>> DeliveryAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var seen = await OrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var order = seen.Value;
        if (order.AddressSealed is not { } address) return Refusal.Conflict("nothing-to-ship", "the order has no address: nothing of it is shipped");
        if (order.State is not ("wait-ship" or "wait-receive")) return Refusal.Conflict("not-waiting-to-ship", $"the order '{order.Id}' is {order.State}; its address is shown while it is shipped");
        await parts.LogAsync(tx, call.Actor, order, "address-read", Words.Parse<OrderState>(order.State));
        var open = parts.Members.OpenAddress(address);
        return new DeliveryView(open.Receiver, open.Phone, order.Region, open.Detail);
    }

    private async Task<Outcome<Page<OrderItem>>> PageAsync(Call call, CoreTransaction tx, string where, SqlArguments args)
    {
        var page = call.Page();
        if (call.Query("state") is { } state)
        {
            if (Words.Find<OrderState>(state) is null) return Refusal.Invalid("bad-parameter", $"state: found '{state}', expected one of {string.Join(", ", Enum.GetValues<OrderState>().Select(Words.Of))}");
            where += $" and {OrderRow.ShownSql} = @AskedState";
            args.Add("AskedState", state);
        }
        if (page.After is { } after)
        {
            where += " and id < @After";
            args.Add("After", after);
        }
        args.Add("Most", page.Limit + 1);
        var rows = await tx.ListAsync<OrderRow>($"{OrderRow.Select} where {where} order by id desc limit @Most", args);
        var lines = await OrderLineRow.OfAllAsync(tx, [.. rows.Select(r => r.Id)]);
        return page.Of([.. rows.Select(r => Item(r, [.. lines[r.Id]]))], i => i.Id);
    }

    private static OrderItem Item(OrderRow o, IReadOnlyList<OrderLineRow> lines) => new(
        o.Id, o.Number, o.RootId, o.Shown, Words.Parse<OrderPayment>(o.Payment), Words.Parse<OrderFulfilment>(o.Fulfilment), Words.Parse<OrderAfterSale>(o.AfterSale), o.IsHeld == 1,
        o.MerchantId.Length == 0 ? null : o.MerchantId, o.Kind, lines.Sum(l => l.Quantity), [.. lines.Take(TitlesMax).Select(l => new LocalText(l.TitleZh, l.TitleEn))], o.PayableMinor, o.Currency,
        OrderViews.At(o.PlacedAt)!, OrderViews.At(o.PaidAt));
}

internal sealed record DeliveryView([Text(100)] string Receiver, [Text(30)] string Phone, string? Region, [Text(500)] string Detail);
