namespace RailLife.Import.OnlineRetail;

/// <summary>The shop's wall clock, Europe/London.</summary>
internal static class ShopTime
{
    private static readonly TimeZoneInfo London = Find();

    /// <summary>The instant, or null for an hour that the clocks skipped. An hour that came twice is taken as the first.</summary>
    public static DateTimeOffset? ToUtc(DateTime local)
    {
        if (London.IsInvalidTime(local)) return null;
        var offset = London.IsAmbiguousTime(local) ? London.GetAmbiguousTimeOffsets(local).Max() : London.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeZoneInfo Find() => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var zone)
        ? zone
        : throw new ImportException("the time zone Europe/London is not on this machine; install the package tzdata");
}
