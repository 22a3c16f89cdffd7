namespace RailLife.Contracts;

/// <summary>An amount in whole minor units [分] of one currency. Arithmetic is checked; adding two currencies throws.</summary>
public readonly record struct Money
{
    /// <summary>Largest amount that one event may name, in minor units: sums over millions of events stay within 64 bits, whatever is sent.</summary>
    public const long MinorMax = 1_000_000_000_000;

    /// <summary>Largest unit price that one event may name, in major units: it fits decimal(18,4).</summary>
    public const long UnitPriceMax = 10_000_000_000;

    public long MinorUnits { get; }

    /// <summary>ISO 4217, three capital letters.</summary>
    public string Currency { get; }

    /// <exception cref="ArgumentException">The currency is not three capital letters.</exception>
    public Money(long minorUnits, string currency)
    {
        if (currency.Length != 3 || currency.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            throw new ArgumentException($"'{currency}' is not a currency; expected three capital letters as in ISO 4217, such as CNY", nameof(currency));
        MinorUnits = minorUnits;
        Currency = currency;
    }

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => new(left.MinorUnits + Same(left, right).MinorUnits, left.Currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => new(left.MinorUnits - Same(left, right).MinorUnits, left.Currency);

    /// <summary>A line's amount in minor units of a currency with two decimals, rounded half away from zero.</summary>
    /// <exception cref="OverflowException">The amount does not fit.</exception>
    public static long LineMinor(long quantity, decimal unitPrice) =>
        decimal.ToInt64(decimal.Round(quantity * unitPrice * 100m, 0, MidpointRounding.AwayFromZero));

    public override string ToString() => $"{MinorUnits} {Currency} (minor units)";

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added; keep a row per currency");
}
