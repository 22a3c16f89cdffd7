namespace RailLife.Contracts;

/// <summary>The five topics of the event log. Which one an event type goes to is declared once, on its record.</summary>
/// <remarks>Merchant, contract, deposit and store events; catalogue classes O and F; M; T; L.</remarks>
public static class Topics
{
    public const string Merchant = "raillife.merchant";
    public const string Order = "raillife.order";
    public const string Member = "raillife.member";
    public const string Tracking = "raillife.tracking";
    public const string Log = "raillife.log";

    public static IReadOnlyList<string> All { get; } = [Merchant, Order, Member, Tracking, Log];

    /// <summary>The lake table that keeps a topic's events: <c>raillife.order</c> -> <c>ods_order_event</c>.</summary>
    /// <exception cref="ArgumentException">The topic is none of <see cref="All"/>.</exception>
    public static string BronzeTable(string topic) => topic switch
    {
        Merchant => "ods_merchant_event",
        Order => "ods_order_event",
        Member => "ods_member_event",
        Tracking => "ods_tracking_event",
        Log => "ods_log_event",
        _ => throw new ArgumentException($"'{topic}' is not a topic; expected one of {string.Join(", ", All)}", nameof(topic)),
    };
}
