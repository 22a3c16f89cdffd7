namespace RailLife.Contracts.Merchants;

/// <summary>Staff entered or edited a circle around a station [TOD]. Key: <c>circle-</c> and its number.</summary>
/// <remarks>Catalogue PLT-04, PLT-06.</remarks>
/// <param name="LatitudeMicrodegrees">Of the station's centre, WGS 84, millionths of a degree.</param>
/// <param name="Formats">Business formats that have a place in it; empty = all, null = not told.</param>
[Event("tod.saved", Topics.Log)]
public sealed record TodSaved(
    [Range(1, long.MaxValue)] long CircleId,
    LocalText StationName,
    [Range(-90_000_000, 90_000_000)] long LatitudeMicrodegrees,
    [Range(-180_000_000, 180_000_000)] long LongitudeMicrodegrees,
    [Range(1, 100_000)] long RadiusMeters,
    [Items(0, 100)] IReadOnlyList<string>? Formats = null) : IEventRecord;

/// <summary>Staff entered or edited a business format [业态]. Key: <c>format-</c> and its id.</summary>
/// <remarks>Catalogue PLT-06.</remarks>
[Event("format.saved", Topics.Log)]
public sealed record FormatSaved(string Format, LocalText Name, bool IsPhysical) : IEventRecord;
