namespace RailLife.Commerce.Payments;

/// <summary>When something is tried again; at the end of a ladder stands an alarm, never silence.</summary>
internal static class Ladders
{
    /// <summary>Asking a channel what became of a try to pay, or to close it (I-26).</summary>
    public static IReadOnlyList<TimeSpan> Ask { get; } = [Seconds(5), Seconds(10), Seconds(30), Minutes(1), Minutes(5), Minutes(15), Minutes(60), Minutes(360), Minutes(1_440)];

    /// <summary>Giving money back, and asking what became of it.</summary>
    public static IReadOnlyList<TimeSpan> Refund { get; } = [Seconds(10), Minutes(1), Minutes(5), Minutes(30), Minutes(120), Minutes(720), Minutes(1_440)];

    /// <summary>Telling a merchant (PAY-05, I-27).</summary>
    public static IReadOnlyList<TimeSpan> Notify { get; } = [Seconds(15), Seconds(15), Seconds(30), Minutes(3), Minutes(30), Minutes(30), Minutes(30), Minutes(60)];

    /// <summary>When to try again after so many tries in vain (from 1); null at the end.</summary>
    public static long? NextAt(this IReadOnlyList<TimeSpan> ladder, long tries, long nowMicros) =>
        tries <= ladder.Count ? nowMicros + (long)ladder[(int)Math.Max(tries, 1) - 1].TotalMicroseconds : null;

    private static TimeSpan Seconds(int n) => TimeSpan.FromSeconds(n);

    private static TimeSpan Minutes(int n) => TimeSpan.FromMinutes(n);
}
