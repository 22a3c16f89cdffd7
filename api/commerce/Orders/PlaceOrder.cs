using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;
using RailLife.Commerce.Promotions.Quotas;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <param name="Basket">As in the preview.</param>
/// <param name="ExpectedPayableMinor">What the buyer saw; refused when it is not what it costs now. Null = whatever it costs.</param>
/// <param name="Remark">The buyer's words to the seller.</param>
/// <param name="Tenders">How to pay at once; null or empty = chosen at the cashier later.</param>
/// <param name="Scene">Where the payer stands: native, jsapi, h5, app.</param>
internal sealed record PlaceOrderBody(
    CheckoutBody Basket, [Range(0, Money.MinorMax)] long? ExpectedPayableMinor, [Text(500)] string? Remark, [Items(0, 10)] IReadOnlyList<TenderAsk>? Tenders, string? Scene, string? Payer, string? Device, SourceAsk? Source);

/// <summary>An order as placed: what is to be paid, until when, and into which orders it was split.</summary>
internal sealed record PlacedView(string Id, string Number, long PayableMinor, [Currency] string Currency, string ExpiresAt, IReadOnlyList<string> OrderIds, PaymentView Payment);

/// <summary>Places an order: priced anew, everything set aside, split, entered in the books and made payable, in one transaction.</summary>
/// <remarks>Catalogue ORD-01, ORD-02, ORD-04 to ORD-10, ORD-18, ORD-25, CRT-04, FUL-27 to FUL-31; laws I-31, I-33.</remarks>
internal sealed class PlaceOrder(OrdersParts parts)
{
    private readonly Checkout checkout = new(parts);
    private readonly SetAside aside = new(parts);
    private readonly WriteOrder write = new(parts);
    private readonly OrderPostings postings = new(parts);

    public async Task<Outcome<PlacedView>> RunAsync(Call call, PlaceOrderBody body, CoreTransaction tx)
    {
        var read = await checkout.ReadAsync(call, body.Basket, tx);
        if (!read.IsDone) return read.Refusal!;
        if (Decide(read.Value, body) is { } no) return no;
        var (wish, price) = (read.Value, read.Value.Priced.Price!);
        var gifts = await GiftsAsync(tx, price);
        if (!gifts.IsDone) return gifts.Refusal!;

        var lines = OrderDraft.Of(wish.Priced, price, gifts.Value);
        var root = Root(call, tx, wish, price, body);
        var kept = await aside.TakeAsync(tx, call.Actor, root, lines, price, Trace(wish, body), wish.Address?.District);
        if (!kept.IsDone) return kept.Refusal!;
        var children = SplitOrder.Of(lines, kept.Value, parts.Limits);
        if (children.Count > parts.Limits.ChildrenMax) return Refusal.Conflict("order-too-large", $"the order would travel in {children.Count} parts, {parts.Limits.ChildrenMax} are the most; order in several steps");

        root = root with { OrderedTransfer = await postings.OrderedAsync(tx, call.Actor, root) };
        var leaves = await write.RunAsync(tx, call.Actor, root, lines, children);
        await OrderGifts.NoteAsync(tx, leaves.Root, price);
        parts.Promotions.EmitPrice(tx, parts.Header(tx, call.Actor, leaves.Root), price, parts.Day(tx));
        await new AttributeOrder(parts).RunAsync(call, tx, leaves.Root, body.Source);
        if (body.Basket.Lines is null) await parts.Carts.OrderedAsync(tx, root.MemberId, wish.Lines);
        var payment = await parts.Payments.CreateAsync(tx, call.Actor, PaymentOf(leaves.Root, leaves.Orders, lines, body));
        if (!payment.IsDone) return payment.Refusal!;
        return new PlacedView(root.Id, leaves.Root.Number, root.PayableMinor, root.Currency, EventJson.Instant(root.ExpiresAt.ToInstant()), [.. leaves.Orders.Select(o => o.Id)], payment.Value);
    }

    /// <summary>Null when the basket can be ordered as the buyer saw it.</summary>
    public static Refusal? Decide(CheckedOut wish, PlaceOrderBody body)
    {
        var priced = wish.Priced;
        if (priced.Invalid is [var invalid, ..])
            return Refusal.Conflict(invalid.Code, $"sku '{invalid.Line.SkuId}': found {invalid.Found?.ToString() ?? invalid.Code}, expected {invalid.Line.Quantity} pieces for sale; change the line or take it out");
        if (priced.Price is not { } price) return Refusal.Conflict("nothing-selected", "found nothing that can be bought");
        if (price.Blocks is [var block, ..]) return Refusal.Conflict(block.Code, $"it cannot be ordered like this because of {string.Join(", ", block.Ids)}; change or take out what is named");
        if (wish.Address is null && priced.Goods.Any(g => g.Sku.Kind is ProductKind.Physical)) return Refusal.Invalid("address-needed", "found no address_id, expected where to ship to");
        var used = price.Effects.Select(e => e.CouponId).ToHashSet();
        if ((body.Basket.CouponIds ?? []).FirstOrDefault(c => !used.Contains(c)) is { } unused) return Refusal.Conflict("coupon-not-usable", $"the coupon '{unused}' takes nothing off this order; the preview says why");
        return body.ExpectedPayableMinor is { } expected && expected != price.Total.PayableMinor
            ? Refusal.Conflict("price-changed", $"it costs {price.Total.PayableMinor} now, the buyer saw {expected}; show him the new price")
            : null;
    }

    private async Task<Outcome<Dictionary<string, SkuForSale>>> GiftsAsync(CoreTransaction tx, PriceResult price)
    {
        var ids = price.Gifts.Select(g => g.SkuId).OfType<string>().Distinct().ToList();
        Dictionary<string, SkuForSale> found = (await parts.Products.SkusAsync(tx, ids)).ToDictionary(s => s.SkuId);
        if (ids.FirstOrDefault(id => !found.ContainsKey(id)) is { } gone) return Refusal.Conflict("unknown-gift", $"the gift '{gone}' is no sku any more; choose another one");
        return found;
    }

    // Limit purchases are counted by address and number too, as hashes: one person under several names.
    private QuotaTrace Trace(CheckedOut wish, PlaceOrderBody body)
    {
        var device = body.Device is { Length: > 0 } d ? parts.Hash.Of(PersonalKind.Name, $"device {d}") : null;
        if (wish.Address is not { } address) return new QuotaTrace(null, device, null);
        var open = parts.Members.OpenAddress(address.Sealed);
        return new QuotaTrace(parts.Hash.Of(PersonalKind.Name, $"{address.Province} {address.City} {address.District} {open.Detail}"), device, parts.Hash.Of(PersonalKind.Mobile, open.Phone));
    }

    private OrderRow Root(Call call, CoreTransaction tx, CheckedOut wish, PriceResult price, PlaceOrderBody body)
    {
        var id = parts.Ids.Next();
        return new OrderRow
        {
            Id = id, RootId = id, MemberId = wish.MemberId, State = Words.Of(OrderState.WaitPay), Payment = Words.Of(OrderPayment.Unpaid), Fulfilment = Words.Of(OrderFulfilment.None),
            AfterSale = Words.Of(OrderAfterSale.None), IsShown = 1, Currency = price.Currency, ReceiverMasked = wish.Address?.ReceiverMasked, PhoneMasked = wish.Address?.PhoneMasked,
            Region = wish.Address is { } a ? $"{a.Province} {a.City} {a.District}" : null, AddressSealed = wish.Address?.Sealed, Remark = body.Remark, Channel = call.Channel,
            HasPointsHold = price.Total.PointsUsed > 0 ? 1 : 0, PlacedAt = tx.NowMicros, ExpiresAt = tx.Now.AddMinutes(parts.Options.UnpaidMinutesMax).ToMicros(),
        }.With(price.Total);
    }

    private static PaymentRequest PaymentOf(OrderRow root, IReadOnlyList<OrderRow> leaves, IReadOnlyList<DraftLine> lines, PlaceOrderBody body) => new(
        root.Id, root.MemberId, root.PayableMinor, root.Currency, $"{lines[0].Sku.Title.Zh ?? lines[0].Sku.Title.En} ({root.Number})",
        [.. leaves.Select(l => l.MerchantId).Distinct().Order(StringComparer.Ordinal)], root.ExpiresAt.ToInstant(), body.Tenders ?? [])
    {
        Scene = body.Scene ?? "native", Payer = body.Payer, Device = body.Device,
    };
}
