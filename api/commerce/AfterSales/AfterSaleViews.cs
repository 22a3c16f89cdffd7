using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

internal sealed record AfterSaleLineView(int LineNo, string SkuId, string ProductId, long Quantity, long PaidMinor, long PointsBack);

internal sealed record AfterSaleStep(string At, string What, AfterSaleState State, string By, [Text(1000)] string? Note);

/// <param name="ExpectedMinor">What the pieces are worth by what was paid for them.</param>
/// <param name="AdjustedMinor">What customer service made of it; null = nothing.</param>
/// <param name="RefundedMinor">Money on its way back or there, freight included.</param>
internal sealed record AfterSaleView(
    string Id, string OrderId, string MerchantId, AfterSaleKind Kind, AfterSaleState State, string Reason, [Text(1000)] string? Description, IReadOnlyList<string> Evidence, IReadOnlyList<AfterSaleLineView> Lines, [Currency] string Currency,
    long ExpectedMinor, long? AdjustedMinor, long FreightMinor, long RefundedMinor, long PointsBack, Liability? Liability, bool IsDisputed, string? CloseReason, string? Carrier, string? TrackingNumber, string? ExchangeCarrier, string? ExchangeNumber,
    string CreatedAt, string? DueAt, string? EndedAt, IReadOnlyList<AfterSaleStep> Steps, long Version) : IVersioned;

internal sealed record AfterSaleItem(string Id, string OrderId, AfterSaleKind Kind, AfterSaleState State, long ExpectedMinor, long RefundedMinor, [Currency] string Currency, bool IsDisputed, string CreatedAt);

internal static class AfterSaleViews
{
    public static async Task<AfterSaleView> OneAsync(CoreTransaction tx, CaseRow c)
    {
        var lines = await CaseLineRow.OfAsync(tx, c.Id);
        var steps = await tx.ListAsync<StepRow>("select what, state, actor, note, at from aftersale_log where case_id = @Id order by id", c);
        return new AfterSaleView(
            c.Id, c.OrderId, c.MerchantId, Words.Parse<AfterSaleKind>(c.Kind), Words.Parse<AfterSaleState>(c.State), c.Reason, c.Description, Words.ParseList<string>(c.Evidence),
            [.. lines.Select(l => new AfterSaleLineView((int)l.LineNo, l.SkuId, l.ProductId, l.Quantity, l.PaidMinor, l.PointsBack))], c.Currency,
            c.ExpectedMinor, c.AdjustedMinor, c.FreightMinor, c.RefundedMinor, c.PointsBack, c.Liability is { } liability ? Words.Parse<Liability>(liability) : null, c.IsDisputed == 1, c.CloseReason, c.Carrier, c.TrackingNumber,
            c.ExchangeCarrier, c.ExchangeNumber, Instant(c.CreatedAt), c.DueAt is { } due ? Instant(due) : null, c.EndedAt is { } ended ? Instant(ended) : null,
            [.. steps.Select(s => new AfterSaleStep(Instant(s.At), s.What, Words.Parse<AfterSaleState>(s.State), s.Actor.Split(':')[0], s.Note))], c.Version);
    }

    public static AfterSaleItem Item(CaseRow c) => new(
        c.Id, c.OrderId, Words.Parse<AfterSaleKind>(c.Kind), Words.Parse<AfterSaleState>(c.State), c.ExpectedMinor, c.RefundedMinor, c.Currency, c.IsDisputed == 1, Instant(c.CreatedAt));

    private static string Instant(long micros) => EventJson.Instant(micros.ToInstant());

    private sealed record StepRow
    {
        public string What { get; init; } = "";
        public string State { get; init; } = "";
        public string Actor { get; init; } = "";
        public string? Note { get; init; }
        public long At { get; init; }
    }
}
