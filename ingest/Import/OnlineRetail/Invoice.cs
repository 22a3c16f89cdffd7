using RailLife.Contracts;

namespace RailLife.Import.OnlineRetail;

/// <summary>The rows of one invoice number, in the order of the file.</summary>
internal sealed class Invoice(string number, InvoiceKind kind)
{
    private readonly List<RetailRow> rows = [];

    public string Number { get; } = number;

    public InvoiceKind Kind { get; } = kind;

    public IReadOnlyList<RetailRow> Rows => rows;

    public string? Customer { get; private set; }

    public string? Country { get; private set; }

    /// <summary>Nothing but negative quantities at price 0: stock that was written off, no order.</summary>
    public bool IsWriteOff => Kind == InvoiceKind.Sale && rows.All(r => r.Quantity < 0);

    /// <summary>The earliest: some invoices span two minutes.</summary>
    public DateTime LocalTime => rows.Min(r => r.LocalTime);

    /// <summary>Takes the row, or says how it contradicts the rows before it.</summary>
    public RowFault? Add(RetailRow row)
    {
        if (row.Customer is not null && Customer is not null && row.Customer != Customer)
            return new(ImportReasons.Inconsistent, "CustomerID", "the customer of the invoice's first rows", "another customer");
        if (row.Country is not null && Country is not null && row.Country != Country)
            return new(ImportReasons.Inconsistent, "Country", "the country of the invoice's first rows", "another country");
        rows.Add(row);
        Customer ??= row.Customer;
        Country ??= row.Country;
        return null;
    }

    /// <summary>When all rows are there: takes the write-off lines out of a sale and gives them back.</summary>
    public IReadOnlyList<RetailRow> TakeOutStrayWriteOffs()
    {
        if (Kind != InvoiceKind.Sale || IsWriteOff) return [];
        var strays = rows.FindAll(r => r.Quantity < 0);
        rows.RemoveAll(r => r.Quantity < 0);
        return strays;
    }
}
