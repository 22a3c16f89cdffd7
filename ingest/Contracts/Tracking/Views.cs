namespace RailLife.Contracts.Tracking;

/// <summary>A page was shown [页面浏览]. Key: the session's id.</summary>
/// <remarks>Catalogue CNT-01.</remarks>
/// <param name="Page">The page's stable name or path.</param>
/// <param name="DwellMillis">How long it stayed in view, if the client knows.</param>
/// <param name="Properties">What else the client tells; names and values are texts.</param>
/// <param name="BusinessDate">The day on which it counts, at the operator's clocks; null = its day in UTC.</param>
[Event("page.viewed", Topics.Tracking)]
public sealed record PageViewed(
    string SessionId,
    [Text(1000)] string Page,
    [Text(2000)] string? Referrer,
    [Range(0, 86_400_000)] long? DwellMillis,
    string? Device,
    [Personal(PersonalKind.Address)] string? ClientAddress,
    [Items(0, 100)] IReadOnlyDictionary<string, string>? Properties,
    BusinessDate? BusinessDate = null) : IEventRecord;

/// <summary>A product's page was shown [商品详情页].</summary>
/// <remarks>Catalogue CNT-03.</remarks>
/// <param name="BusinessDate">The day on which it counts, at the operator's clocks; null = its day in UTC.</param>
[Event("product.viewed", Topics.Tracking)]
public sealed record ProductViewed(
    string SessionId,
    string ProductId,
    string? From,
    [Range(0, 100_000)] int? Position,
    BusinessDate? BusinessDate = null) : IEventRecord;

/// <summary>Somebody searched [商品搜索].</summary>
/// <remarks>Catalogue PRD-05.</remarks>
/// <param name="BusinessDate">The day on which it counts, at the operator's clocks; null = its day in UTC.</param>
[Event("search.performed", Topics.Tracking)]
public sealed record SearchPerformed(
    string SessionId,
    [Text(500)] string Query,
    [Range(0, int.MaxValue)] int Results,
    string? Sort,
    BusinessDate? BusinessDate = null) : IEventRecord;
