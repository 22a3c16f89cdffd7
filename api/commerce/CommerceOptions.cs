using RailLife.Contracts;

namespace RailLife.Commerce;

/// <summary>How the operator trades; the unit stands at the end of a name.</summary>
public sealed record CommerceOptions
{
    /// <summary>The operator's zone: business dates are made in it.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>ISO 4217, two decimals.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>An order that is not paid by then is cancelled (ORD-13, PAY-04).</summary>
    public int UnpaidMinutesMax { get; init; } = 30;

    /// <summary>A parcel that nobody signs for counts as received after this (ORD-11).</summary>
    public int AutoSignDays { get; init; } = 10;

    /// <summary>After-sales can be asked for this long after receipt (AFS-03); then the order is settled.</summary>
    public int AfterSalesDays { get; init; } = 7;

    /// <summary>Points worth one minor unit when an order is paid with them.</summary>
    public long PointsPerMinorUnit { get; init; } = 1;

    /// <summary>Most of an order that points may pay, basis points of the goods' amount after discounts.</summary>
    public int PointsShareMaxBasisPoints { get; init; } = 5_000;

    /// <summary>Least that one withdrawal of red packets takes, minor units.</summary>
    public long RedPacketWithdrawalMinorMin { get; init; } = 1_000;

    /// <summary>Most of red packets that one member withdraws a day, minor units.</summary>
    public long RedPacketDailyMinorMax { get; init; } = 20_000;

    /// <summary>Payments and short messages go nowhere but into the sandbox. Never in production.</summary>
    public bool IsSandbox { get; init; }

    /// <summary>Calls to channels that may be under way side by side; with 1 the clock's work always comes in the same order.</summary>
    public int ChannelCallsAtOnce { get; init; } = 8;

    /// <summary>Source of what the services tell beside their transactions, whatever the header says; null = what the header says.</summary>
    public string? EventSource { get; init; }

    /// <summary>Parcels and their limits.</summary>
    public Orders.OrdersOptions Orders { get; init; } = new();

    /// <summary>Sign-in, profiles, short messages.</summary>
    public Members.MembersOptions Members { get; init; } = new();

    /// <summary>How often anybody may call.</summary>
    public Gateway.GatewayOptions Gateway { get; init; } = new();

    /// <summary>The operator's day at an instant.</summary>
    public BusinessDate DayOf(DateTimeOffset instant) => BusinessDate.Of(instant, Zone);
}
