using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Contracts.Tracking;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Events;

/// <summary>What the services would tell of an order, from placing to its end, up to where the history ends. Pure.</summary>
/// <remarks>Kinds as through the services: placed, priced, paid, shipped, received, completed, cancelled, an application for after-sales, a refund, and where it came from. The books, the stock and the channels stay silent: nobody keeps them here.</remarks>
internal sealed class OrderStory(MadeCity city, CityIds ids)
{
    private const double AutoSignSeconds = 10 * 86_400;
    private const double AfterSalesSeconds = 7 * 86_400;
    private const double UnpaidSeconds = 30 * 60;
    private const string Currency = "CNY";

    /// <param name="tell">Takes the events, in the order of their times for each key.</param>
    /// <returns>False when the visit ends in no order.</returns>
    public bool Tell(Visit visit, int day, int place, Action<EventHeader, IEventRecord> tell)
    {
        if (visit.Purchase is not { } purchase || visit.At > city.Settings.End) return false;
        var order = new Told(city, ids, visit, purchase, ids.Visit('o', visit.Member, day, place), tell);
        order.Placed(Campaigns.RunsOn(day));
        if (purchase.PaysAfter is not { } pays)
        {
            order.Say("cancelled", visit.At.AddSeconds(UnpaidSeconds), (id, date) => new OrderCancelled(id, CancelReason.Timeout, date));
            return true;
        }
        var paidAt = order.Paid(visit.At.AddSeconds(pays + 2));
        if (purchase.CancelsAfter is { } cancels) order.Cancelled(paidAt.AddSeconds(cancels));
        else order.Fulfilled(paidAt);
        return true;
    }

    private sealed class Told(MadeCity city, CityIds ids, Visit visit, Purchase purchase, string orderId, Action<EventHeader, IEventRecord> tell)
    {
        private readonly string memberId = ids.Member(visit.Member);
        private readonly string merchantId = ids.Merchant(purchase.Shop);
        private List<OrderLine> lines = [];
        private long sequence;

        private long AmountMinor => lines.Sum(l => l.AmountMinor);

        /// <summary>Does nothing when it comes after the history's end.</summary>
        public void Say(string what, DateTimeOffset at, Func<string, BusinessDate, IEventRecord> record)
        {
            if (at > city.Settings.End) return;
            var told = record(orderId, new BusinessDate(city.Settings.LocalDay(at)));
            var isOfOrder = told is not OrderAttributed;
            tell(new EventHeader($"{orderId}/{what}", SimulatorEvents.Source, orderId, at)
            {
                MemberId = memberId, MerchantId = merchantId, CircleId = purchase.Shop.Station.CircleId, Format = purchase.Shop.Format.Id, Channel = visit.Member.Channel, Actor = $"member:{memberId}", Sequence = isOfOrder ? sequence++ : null,
            }, told);
        }

        public void Placed(bool isCampaign)
        {
            var goods = purchase.Lines.Sum(l => l.Good.PriceMinor * l.Quantity);
            var off = isCampaign && goods >= Campaigns.FromMinor ? Campaigns.OffMinor : 0;
            lines = Lines(goods, off);
            var freight = !purchase.Shop.Format.IsPhysical || goods - off >= 9_900 ? 0 : purchase.Shop.Format.IsQuick ? 300 : 600;
            Say("placed", visit.At, (id, date) => new OrderPlaced(id, memberId, lines, Currency, city.HomeOf(visit.Member).Zh, date, FreightMinor: freight));
            Say("priced", visit.At, (id, date) => new OrderPriced(id, goods, off, 0, 0, 0, 0, freight, goods - off + freight, Currency, date));
            string[] path = visit.Query is null ? ["home", "list", "product", "checkout"] : ["home", "search", "product", "checkout"];
            Say("attributed", visit.At, (id, _) => new OrderAttributed(id, visit.Member.Channel, path, null, visit.Query, visit.Referrer is { } from ? new Uri(from).Host : null));
        }

        public DateTimeOffset Paid(DateTimeOffset at)
        {
            Say("paid", at, (id, date) => new OrderPaid(id, AmountMinor, Currency, "sandbox", date));
            return at;
        }

        public void Cancelled(DateTimeOffset at)
        {
            Say("cancelled", at, (id, date) => new OrderCancelled(id, CancelReason.Buyer, date));
            Refunded(at.AddSeconds(2), lines);
        }

        public void Fulfilled(DateTimeOffset paidAt)
        {
            var format = purchase.Shop.Format;
            var handedOver = paidAt.AddSeconds(purchase.ShipsAfter);
            if (format.IsPhysical) Say("shipped", handedOver, (id, date) => new OrderShipped(id, id + "/parcel", format.IsQuick ? "rider" : "SF", date));
            var received = format.IsPhysical ? handedOver.AddSeconds(purchase.SignsAfter ?? AutoSignSeconds) : handedOver;
            Say("received", received, (id, date) => new OrderReceived(id, date));
            if (purchase is { SignsAfter: not null, Return: { } back }) Returned(received, back);
            else Say("completed", received.AddSeconds(AfterSalesSeconds), (id, date) => new OrderCompleted(id, date));
        }

        // The first line goes back; what was consumed gives its money back only.
        private void Returned(DateTimeOffset received, PlannedReturn back)
        {
            var isSentBack = purchase.Shop.Format is { IsPhysical: true, IsQuick: false };
            var asked = received.AddSeconds(back.After);
            var first = lines[0];
            Say("aftersale", asked, (id, date) => new AfterSaleCreated(id + "/aftersale", id, isSentBack ? "return" : "refund", Reason(back.Reason), [new AfterSaleLine(first.LineNo, first.ProductId, first.Quantity)], first.AmountMinor, Currency, date));
            var refunded = asked.AddSeconds(back.AuditedAfter + (isSentBack ? back.SentAfter + back.InboundAfter : 0));
            Say("aftersale-done", refunded, (id, date) => new AfterSaleStateChanged(id + "/aftersale", id, "wait-refund", "succeeded", date));
            Refunded(refunded.AddSeconds(2), [first]);
            var completes = received.AddSeconds(AfterSalesSeconds);
            if (lines.Count > 1) Say("completed", completes > refunded ? completes : refunded.AddSeconds(4), (id, date) => new OrderCompleted(id, date));
        }

        private void Refunded(DateTimeOffset at, IReadOnlyList<OrderLine> of) => Say("refunded", at, (id, date) => new RefundCompleted(id + "/refund", id, memberId,
            [.. of.Select((l, i) => new RefundLine(i + 1, l.ProductId, l.Quantity, l.UnitPrice, l.AmountMinor))], Currency, null, date));

        // What is taken off is shared by amount; what rounding leaves falls to the last line.
        private List<OrderLine> Lines(long goods, long off)
        {
            var made = new List<OrderLine>(purchase.Lines.Count);
            var left = off;
            for (var i = 0; i < purchase.Lines.Count; i++)
            {
                var (good, quantity) = purchase.Lines[i];
                var amount = good.PriceMinor * quantity;
                var share = i == purchase.Lines.Count - 1 ? left : off * amount / goods;
                left -= share;
                made.Add(new OrderLine(i + 1, ids.Product(purchase.Shop, good), quantity, good.PriceMinor / 100m, amount - share, share == 0 ? null : share));
            }
            return made;
        }

        private static AfterSaleReason Reason(string word) => word switch
        {
            "quality" => AfterSaleReason.Quality,
            "not-as-described" => AfterSaleReason.NotAsDescribed,
            "damaged" => AfterSaleReason.Damaged,
            "wrong-item" => AfterSaleReason.WrongItem,
            _ => AfterSaleReason.NoLongerWanted,
        };
    }
}
