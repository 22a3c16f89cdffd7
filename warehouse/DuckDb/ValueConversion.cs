using System.Globalization;
using System.Numerics;

namespace RailLife.DuckDb;

/// <summary>A value as the .NET type asked for: numbers change width without loss, instants become DateTimeOffset; nothing is parsed from text.</summary>
internal static class ValueConversion
{
    public static T To<T>(object? value) => value is T same ? same : value is null ? default! : (T)Convert(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

    private static object Convert(object value, Type target)
    {
        if (target.IsInstanceOfType(value))
        {
            return value;
        }

        return value switch
        {
            DateTime { Kind: DateTimeKind.Utc } instant when target == typeof(DateTimeOffset) => new DateTimeOffset(instant),
            DateOnly date when target == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue),
            TimeOnly time when target == typeof(TimeSpan) => time.ToTimeSpan(),
            DuckDbInterval { Months: 0 } i when target == typeof(TimeSpan) => TimeSpan.FromDays(i.Days) + TimeSpan.FromTicks(i.Micros * TimeSpan.TicksPerMicrosecond),
            Int128 wide => Integer(wide, target),
            sbyte or short or int or long or byte or ushort or uint or ulong => Integer(System.Convert.ToDecimal(value, CultureInfo.InvariantCulture), target),
            float f when target == typeof(double) => (double)f,
            double d when target == typeof(float) => (float)d,
            UInt128 wide when target == typeof(BigInteger) => (BigInteger)wide,
            decimal d when target == typeof(double) => (double)d,
            decimal d when d == decimal.Truncate(d) => Integer(d, target),
            double d when d == Math.Truncate(d) && Math.Abs(d) <= 9_007_199_254_740_992 => Integer((decimal)d, target),
            string { Length: 1 } s when target == typeof(char) => s[0],
            _ => throw new InvalidCastException($"the value {value} of type {value.GetType().Name} is no {target.Name}"),
        };
    }

    private static object Integer(Int128 value, Type target) =>
        target == typeof(long) ? (long)value
        : target == typeof(ulong) ? (ulong)value
        : target == typeof(UInt128) ? (UInt128)value
        : target == typeof(BigInteger) ? (BigInteger)value
        : Integer((decimal)value, target);

    private static object Integer(decimal value, Type target) =>
        target == typeof(long) ? (long)value
        : target == typeof(int) ? (int)value
        : target == typeof(short) ? (short)value
        : target == typeof(sbyte) ? (sbyte)value
        : target == typeof(ulong) ? (ulong)value
        : target == typeof(uint) ? (uint)value
        : target == typeof(ushort) ? (ushort)value
        : target == typeof(byte) ? (byte)value
        : target == typeof(decimal) ? value
        : target == typeof(double) ? (double)value
        : target == typeof(float) ? (float)value
        : target == typeof(Int128) ? (Int128)value
        : target == typeof(UInt128) ? (UInt128)value
        : target == typeof(BigInteger) ? (object)(BigInteger)value
        : throw new InvalidCastException($"the number {value.ToString(CultureInfo.InvariantCulture)} is no {target.Name}");
}
