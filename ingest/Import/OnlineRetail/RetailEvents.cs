using System.Globalization;
using System.Text;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Contracts.Merchants;
using RailLife.Contracts.Orders;
using RailLife.Contracts.Products;
using RailLife.EventLog;

namespace RailLife.Import.OnlineRetail;

/// <summary>Invoices -> events. Ids are made from the shop's own numbers, so importing again makes doubles and nothing else.</summary>
internal sealed class RetailEvents
{
    public const string Shop = "online-retail";
    private const string Source = "import/online-retail";
    private const string Format = "online-e-commerce";
    private const string Currency = "GBP";
    private const decimal PriceStep = 0.0001m;

    private readonly Dictionary<string, string> productNames = [];
    private readonly HashSet<string> members = [];
    private bool isShopRegistered;

    /// <summary>The event that accounts for the invoice's rows, and those that follow it.</summary>
    public (LogEntry Main, LogEntry? Then) Of(Invoice invoice, DateTimeOffset time)
    {
        var day = new BusinessDate(DateOnly.FromDateTime(invoice.LocalTime));
        if (invoice.IsWriteOff) return (Adjustment(invoice, time, day, AdjustmentKind.WriteOff), null);
        return invoice.Kind switch
        {
            InvoiceKind.Sale => (Placed(invoice, time, day), Paid(invoice, time, day)),
            InvoiceKind.Credit => (Refund(invoice, time, day), null),
            _ => (Adjustment(invoice, time, day, AdjustmentKind.Adjustment), null),
        };
    }

    /// <summary>The shop, the member and the products that this invoice is the first to name, or names anew.</summary>
    public IEnumerable<LogEntry> News(Invoice invoice, DateTimeOffset time)
    {
        if (!isShopRegistered)
        {
            isShopRegistered = true;
            yield return Entry($"merchant:{Stamp(time)}", Shop, time, null, 0, new MerchantRegistered(Shop, new LocalText(null, "Online Retail"), [-1], Format, null));
        }
        if (invoice.Customer is { } customer && members.Add(customer))
            yield return Entry($"member:{customer}:{Stamp(time)}", Id(customer), time, Id(customer), null, new MemberRegistered(Id(customer), MemberKind.Member, null, Shop));
        foreach (var product in Products(invoice, time)) yield return product;
    }

    private IEnumerable<LogEntry> Products(Invoice invoice, DateTimeOffset time)
    {
        foreach (var row in invoice.Rows)
        {
            // A write-off's description is a remark ("damaged"), not the product's name.
            var name = invoice.IsWriteOff ? null : row.Description;
            var isKnown = productNames.TryGetValue(row.StockCode, out var known);
            if (isKnown && (name is null || name == known)) continue;
            productNames[row.StockCode] = name ?? "";
            yield return Entry($"product:{row.StockCode}:{invoice.Number}:{row.Line}", Id(row.StockCode), time, null, null,
                new ProductSaved(Id(row.StockCode), new LocalText(null, name), null, null, null));
        }
    }

    private static LogEntry Placed(Invoice invoice, DateTimeOffset time, BusinessDate day) => Entry(
        $"{invoice.Number}:placed", Id(invoice.Number), time, Member(invoice), 0,
        new OrderPlaced(Id(invoice.Number), Member(invoice),
            [.. invoice.Rows.Select((r, i) => new OrderLine(i + 1, Id(r.StockCode), r.Quantity, Price(r), r.AmountMinor))],
            Currency, invoice.Country, day));

    private static LogEntry Paid(Invoice invoice, DateTimeOffset time, BusinessDate day) => Entry(
        $"{invoice.Number}:paid", Id(invoice.Number), time, Member(invoice), 1,
        new OrderPaid(Id(invoice.Number), invoice.Rows.Sum(r => r.AmountMinor), Currency, null, day));

    private static LogEntry Refund(Invoice invoice, DateTimeOffset time, BusinessDate day) => Entry(
        $"{invoice.Number}:refunded", Id(invoice.Number), time, Member(invoice), 0,
        new RefundCompleted(Id(invoice.Number), null, Member(invoice),
            [.. invoice.Rows.Select((r, i) => new RefundLine(i + 1, Id(r.StockCode), -r.Quantity, Price(r), -r.AmountMinor))],
            Currency, invoice.Country, day));

    private static LogEntry Adjustment(Invoice invoice, DateTimeOffset time, BusinessDate day, AdjustmentKind kind) => Entry(
        $"{invoice.Number}:booked", Id(invoice.Number), time, Member(invoice), 0,
        new AdjustmentBooked(Id(invoice.Number), kind,
            [.. invoice.Rows.Select((r, i) => new AdjustmentLine(i + 1, Id(r.StockCode), r.Quantity, r.AmountMinor, r.Description))],
            Currency, day));

    private static LogEntry Entry(string id, string subject, DateTimeOffset time, string? member, long? sequence, IEventRecord record)
    {
        var header = new EventHeader(id, Source, subject, time)
        {
            MemberId = member, MerchantId = Shop, CircleId = -1, Format = Format, Channel = "online", Actor = "import:online-retail", Sequence = sequence,
        };
        return new LogEntry(EventCatalog.For(record.GetType()).Topic, Encoding.UTF8.GetBytes(subject), EventWriter.Write(header, record));
    }

    private static string Id(string own) => $"{Shop}:{own}";

    private static string? Member(Invoice invoice) => invoice.Customer is { } customer ? Id(customer) : null;

    private static decimal Price(RetailRow row) => decimal.Round(row.UnitPrice / PriceStep, 0, MidpointRounding.AwayFromZero) * PriceStep;

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
