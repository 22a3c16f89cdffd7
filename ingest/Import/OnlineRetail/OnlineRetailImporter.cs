using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Import.Reading;

namespace RailLife.Import.OnlineRetail;

/// <summary>The line-per-row CSV files of a UK online shop: orders, credit notes, adjustments and write-offs.</summary>
public sealed class OnlineRetailImporter(TimeProvider clock) : IImporter
{
    public string Kind => "online-retail";

    public IReadOnlyList<string> Extensions { get; } = [".csv"];

    public void CheckStart(ImportFile file)
    {
        var header = CsvReader.Read(file.Path).FirstOrDefault()?.Fields;
        if (header is null || !header.SequenceEqual(RetailRow.Columns))
            throw new ImportException($"{file.Path} is no online-retail file: expected the header {string.Join(',', RetailRow.Columns)}, found {(header is null ? "none" : string.Join(',', header.Take(20)))}; check the kind and the path");
    }

    public IImportReading Begin() => new Reading(clock);

    private sealed class Reading(TimeProvider clock) : IImportReading
    {
        private readonly RetailEvents events = new();
        private readonly EventChecker checker = new();

        public IEnumerable<ImportItem> Read(ImportFile file)
        {
            var invoices = new Dictionary<string, Invoice>();
            foreach (var record in CsvReader.Read(file.Path).Skip(1))
            {
                if (Take(record, invoices) is { } fault) yield return fault.At(record.Line, record.Raw);
                if (record.Line % 10_000 == 0) yield return new ImportItem.Position(record.End);
            }
            // An invoice's rows need not stand together, so its file is read to the end first. A dictionary keeps the order of arrival.
            foreach (var invoice in invoices.Values)
            {
                foreach (var item in Items(invoice)) yield return item;
            }
        }

        private static RowFault? Take(CsvRecord record, Dictionary<string, Invoice> invoices)
        {
            if (record.Fields is not { } fields) return record.Fault is { } csv ? new RowFault(csv.Reason, "", csv.Expected, csv.Found) : null;
            var (row, fault) = RetailRow.Parse(record.Line, record.Raw, fields);
            if (row is null) return fault;
            if (!invoices.TryGetValue(row.Invoice, out var invoice)) invoices[row.Invoice] = invoice = new Invoice(row.Invoice, row.Kind);
            return invoice.Add(row);
        }

        private List<ImportItem> Items(Invoice invoice)
        {
            var stray = new RowFault(ImportReasons.Inconsistent, "Quantity", "a positive quantity, as in the other rows of this sale", "a negative one at price 0");
            var items = Refuse(invoice.TakeOutStrayWriteOffs(), stray);
            if (ShopTime.ToUtc(invoice.LocalTime) is not { } time)
                return [.. items, .. Refuse(invoice.Rows, new RowFault(Reasons.OutOfRange, "InvoiceDate", "an hour that Europe/London had", "one that the clocks skipped"))];
            var (main, then) = events.Of(invoice, time);
            // What the pipeline would refuse later is refused here, with the rows it came from; an order that could not be paid is none.
            if ((Breach(main) ?? (then is { } second ? Breach(second) : null)) is { } rejection)
                return [.. items, .. Refuse(invoice.Rows, new RowFault(rejection.Reason, "", rejection.Expected, rejection.Found))];
            items.AddRange(events.News(invoice, time).Select(entry => new ImportItem.Event(entry, 0)));
            items.Add(new ImportItem.Event(main, invoice.Rows.Count));
            if (then is { } entry) items.Add(new ImportItem.Event(entry, 0));
            return items;
        }

        private Rejection? Breach(LogEntry entry)
        {
            var parsed = default(ParsedEvent);
            checker.Check(entry.Value.Span, entry.Topic, EventChecker.Micros(clock.GetUtcNow()), ref parsed);
            return parsed.Rejection;
        }

        private static List<ImportItem> Refuse(IReadOnlyList<RetailRow> rows, RowFault fault) =>
            [.. rows.Select(row => fault.At(row.Line, row.Raw))];
    }
}
