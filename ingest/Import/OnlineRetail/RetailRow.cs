using System.Globalization;
using RailLife.Contracts;

namespace RailLife.Import.OnlineRetail;

internal enum InvoiceKind
{
    Sale,
    Credit,
    Adjustment,
}

/// <summary>One sound line of the shop's file.</summary>
/// <param name="Quantity">Signed and never 0.</param>
/// <param name="UnitPrice">Pounds, as written; negative in adjustments only.</param>
/// <param name="LocalTime">Europe/London.</param>
/// <param name="Customer">Digits, or null for an anonymous buyer.</param>
internal sealed record RetailRow(
    long Line, ReadOnlyMemory<byte> Raw, InvoiceKind Kind, string Invoice, string StockCode, string? Description,
    long Quantity, DateTime LocalTime, decimal UnitPrice, string? Customer, string? Country)
{
    public static readonly string[] Columns = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"];

    private const decimal PriceMax = 10_000_000m;
    private const decimal AmountMax = 100_000_000_000m;
    private const long QuantityMax = 1_000_000_000;

    /// <summary>Pence, rounded half away from zero.</summary>
    public long AmountMinor => Money.LineMinor(Quantity, UnitPrice);

    /// <summary>What makes the row senseless by itself, or the row.</summary>
    public static (RetailRow? Row, RowFault? Fault) Parse(long line, ReadOnlyMemory<byte> raw, IReadOnlyList<string> fields)
    {
        if (fields.Count != Columns.Length) return Bad(ImportReasons.WrongColumns, "", $"{Columns.Length} columns", $"{fields.Count} columns");
        var invoice = fields[0].Trim();
        if (invoice.Length == 0) return Bad(Reasons.MissingField, Columns[0], "an invoice number", "nothing");
        if (KindOf(invoice) is not { } kind) return Bad(Reasons.WrongType, Columns[0], "digits, C and digits, or A and digits", $"a text of {invoice.Length} characters");
        var stockCode = fields[1].Trim();
        if (stockCode.Length is 0 or > 100) return Bad(stockCode.Length == 0 ? Reasons.MissingField : Reasons.OutOfRange, Columns[1], "a stock code of 1 to 100 characters", $"{stockCode.Length} characters");
        var description = fields[2].Trim();
        if (description.Length > 500) return Bad(Reasons.OutOfRange, Columns[2], "at most 500 characters", $"{description.Length} characters");
        if (!long.TryParse(fields[3].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity)) return Bad(Reasons.WrongType, Columns[3], "a whole number", $"a text of {fields[3].Length} characters");
        if (quantity == 0 || quantity is > QuantityMax or < -QuantityMax) return Bad(Reasons.OutOfRange, Columns[3], "a quantity that is not 0 and below a thousand million", quantity == 0 ? "0" : "a larger number");
        if (kind == InvoiceKind.Credit && quantity > 0) return Bad(Reasons.OutOfRange, Columns[3], "a negative quantity in a credit note", "a positive one");
        if (!DateTime.TryParseExact(fields[4].Trim(), ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return Bad(Reasons.WrongType, Columns[4], "a time such as 2010-12-01 08:26:00", $"a text of {fields[4].Length} characters");
        if (!decimal.TryParse(fields[5].Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)) return Bad(Reasons.WrongType, Columns[5], "a decimal number", $"a text of {fields[5].Length} characters");
        if (Math.Abs(price) > PriceMax) return Bad(Reasons.OutOfRange, Columns[5], "at most ten million", "a larger number");
        if (Math.Abs(quantity * price) > AmountMax) return Bad(Reasons.OutOfRange, Columns[3], "an amount of at most a hundred thousand million", "a larger one");
        if (price < 0 && kind != InvoiceKind.Adjustment) return Bad(Reasons.OutOfRange, Columns[5], "a price that is not negative, outside adjustments", "a negative one");
        if (quantity < 0 && price > 0 && kind == InvoiceKind.Sale) return Bad(Reasons.OutOfRange, Columns[3], "a positive quantity in a sale, or price 0 in a write-off", "a negative quantity with a price");
        if (!TryCustomer(fields[6].Trim(), out var customer)) return Bad(Reasons.WrongType, Columns[6], "digits, such as 17850 or 17850.0, or nothing", $"a text of {fields[6].Length} characters");
        var country = fields[7].Trim();
        if (country.Length > 200) return Bad(Reasons.OutOfRange, Columns[7], "at most 200 characters", $"{country.Length} characters");
        return (new RetailRow(line, raw, kind, invoice, stockCode, description.Length == 0 ? null : description, quantity, time, price, customer, country.Length == 0 ? null : country), null);
    }

    private static (RetailRow?, RowFault?) Bad(string reason, string column, string expected, string found) => (null, new RowFault(reason, column, expected, found));

    private static InvoiceKind? KindOf(string invoice)
    {
        InvoiceKind? kind = invoice[0] switch { 'C' => InvoiceKind.Credit, 'A' => InvoiceKind.Adjustment, _ => InvoiceKind.Sale };
        var digits = kind == InvoiceKind.Sale ? invoice : invoice[1..];
        return digits.Length is > 0 and <= 50 && digits.All(char.IsAsciiDigit) ? kind : null;
    }

    // A spreadsheet made numbers of the ids and left ".0" behind them.
    private static bool TryCustomer(string text, out string? customer)
    {
        var digits = text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text;
        customer = digits.Length == 0 ? null : digits;
        return text.Length == 0 || digits.Length is > 0 and <= 50 && digits.All(char.IsAsciiDigit);
    }
}
