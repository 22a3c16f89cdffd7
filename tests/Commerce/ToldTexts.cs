using System.Text;
using RailLife.EventLog;

namespace RailLife.Tests.Commerce;

/// <summary>What stands in a topic of an event log, as text, from its start.</summary>
internal static class ToldTexts
{
    public static IReadOnlyList<string> Of(IEventLog log, string topic)
    {
        var texts = new List<string>();
        using var consumer = log.Subscribe([topic], new FromTheStart(), new ConsumerOptions());
        while (consumer.Poll(TimeSpan.FromMilliseconds(500), 1_000, CommerceBed.Ct) is { } batch)
            for (var i = 0; i < batch.Count; i++) texts.Add(Encoding.UTF8.GetString(batch.Value(i)));
        return texts;
    }

    private sealed class FromTheStart : IAssignment
    {
        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps) => new Dictionary<TopicPartition, long>();

        public void Revoked(IReadOnlyList<TopicPartition> tps)
        {
        }
    }
}
