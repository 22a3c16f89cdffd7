using System.Globalization;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

public enum RiskSubject
{
    Member,
    Merchant,
    Device,
}

public enum RiskMeasure
{
    /// <summary>Amount of one payment.</summary>
    Single,

    /// <summary>Sum of amounts within the span.</summary>
    Sum,

    /// <summary>Tries within the span.</summary>
    Count,
}

/// <summary>Calendar spans: a minute and an hour of UTC, a day and a month of the operator's zone.</summary>
public enum RiskSpan
{
    Minute,
    Hour,
    Day,
    Month,
}

internal sealed record RiskRuleRow
{
    public string Id { get; init; } = "";
    public string SubjectKind { get; init; } = "";

    /// <summary><c>*</c> = every one, each with a counter of its own.</summary>
    public string SubjectId { get; init; } = "";
    public string Measure { get; init; } = "";
    public string Span { get; init; } = "";
    public long MaxValue { get; init; }
    public string Verdict { get; init; } = "";
    public long DelaySeconds { get; init; }
    public long IsActive { get; init; }
    public long Version { get; init; }

    public RiskVerdict Says => Verdict switch
    {
        "reject" => RiskVerdict.Reject,
        "verify" => RiskVerdict.Verify,
        _ => RiskVerdict.Delay,
    };

    /// <summary>Start of the window that an instant falls into, UTC microseconds.</summary>
    public long WindowOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Span is "minute" or "hour")
        {
            var length = Span == "minute" ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerHour;
            return new DateTimeOffset(now.UtcTicks - now.UtcTicks % length, TimeSpan.Zero).ToMicros();
        }
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var day = new DateTime(local.Year, local.Month, Span == "month" ? 1 : local.Day, 0, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToMicros();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SubjectKind} {Measure} per {Span} at most {MaxValue}");
}
