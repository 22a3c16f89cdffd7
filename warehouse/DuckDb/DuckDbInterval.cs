namespace RailLife.DuckDb;

/// <summary>A span of calendar months, days and microseconds, kept apart because a month has no fixed length.</summary>
public readonly record struct DuckDbInterval(int Months, int Days, long Micros)
{
    public static DuckDbInterval Of(TimeSpan span) => new(0, 0, span.Ticks / TimeSpan.TicksPerMicrosecond);
}

/// <summary>A time of day with its offset from UTC; 24:00 is allowed, so it is no TimeOnly.</summary>
public readonly record struct DuckDbTimeTz(TimeSpan TimeOfDay, TimeSpan Offset);
