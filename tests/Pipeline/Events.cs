using System.Text;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.EventLog;

namespace RailLife.Tests.Pipeline;

/// <summary>Events as the tests of ingest write them.</summary>
internal static class Events
{
    public static readonly DateTimeOffset Noon = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static LogEntry Paid(string id, string order = "o-1", long paidMinor = 100, DateTimeOffset? time = null, string source = "test") =>
        Entry(Topics.Order, order, PaidJson(id, order, paidMinor, time, source));

    public static string PaidJson(string id, string order = "o-1", long paidMinor = 100, DateTimeOffset? time = null, string source = "test")
    {
        var at = time ?? Noon;
        var header = new EventHeader(id, source, order, at) { MemberId = "m-1", MerchantId = "shop", CircleId = -1, Sequence = 3 };
        return Encoding.UTF8.GetString(EventWriter.Write(header, new OrderPaid(order, paidMinor, "GBP", "card", new BusinessDate(DateOnly.FromDateTime(at.UtcDateTime)))));
    }

    public static LogEntry Entry(string topic, string key, string raw) => new(topic, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(raw));
}
