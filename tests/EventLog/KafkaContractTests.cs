using RailLife.Bench.EventLog;
using RailLife.EventLog;
using RailLife.EventLog.Kafka;

namespace RailLife.Tests.EventLog;

/// <summary>One mock cluster for all tests of Kafka; tests skip, with the reason, where librdkafka cannot be had.</summary>
public sealed class KafkaFixture : IDisposable
{
    readonly MockCluster? cluster;
    readonly string why = "";

    public KafkaFixture()
    {
        try
        {
            cluster = new MockCluster();
        }
        catch (DllNotFoundException e)
        {
            why = e.Message;
        }
    }

    public MockCluster Cluster
    {
        get
        {
            Assert.SkipWhen(cluster is null, why);
            return cluster;
        }
    }

    /// <summary>A log on a new topic of four partitions.</summary>
    public KafkaEventLog Open(string topic, IReadOnlyDictionary<string, string>? options = null)
    {
        Cluster.CreateTopic(topic, 4);
        return new KafkaEventLog(new KafkaLogOptions { Bootstrap = Cluster.Bootstrap, Options = options ?? new Dictionary<string, string>() });
    }

    public void Dispose() => cluster?.Dispose();
}

/// <summary>The contract on Kafka.</summary>
public sealed class KafkaContractTests(KafkaFixture kafka) : EventLogContract, IClassFixture<KafkaFixture>
{
    protected override string Topic { get; } = "raillife.order." + Guid.NewGuid().ToString("N");

    protected override Task<IEventLog> OpenAsync() => Task.FromResult<IEventLog>(kafka.Open(Topic));
}
