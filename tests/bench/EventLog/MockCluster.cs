using System.Runtime.InteropServices;
using System.Text;
using RailLife.EventLog.Kafka;

namespace RailLife.Bench.EventLog;

/// <summary>librdkafka's mock Kafka cluster in this process; other processes can join it through <see cref="Bootstrap"/>.</summary>
/// <remarks>Keeps 5 MiB per partition and drops the oldest in silence. Transactions and times of offsets are not real. Topics are made by <see cref="CreateTopic"/> only.</remarks>
public sealed class MockCluster : IDisposable
{
    readonly nint library, handle, cluster;

    /// <exception cref="DllNotFoundException">librdkafka is not there; the message says what to do.</exception>
    public MockCluster(int brokers = 1, int rebalanceDelayMs = 100)
    {
        library = KafkaNative.Load();
        var error = new byte[512];
        handle = Call<New>("rd_kafka_new")(0, 0, error, error.Length);
        if (handle == 0)
            throw new InvalidOperationException($"rd_kafka_new: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        cluster = Call<ClusterNew>("rd_kafka_mock_cluster_new")(handle, brokers);
        Call<SetMs>("rd_kafka_mock_group_initial_rebalance_delay_ms")(cluster, rebalanceDelayMs);
        Bootstrap = Marshal.PtrToStringUTF8(Call<FromCluster>("rd_kafka_mock_cluster_bootstraps")(cluster)) ?? throw new InvalidOperationException("the mock cluster names no broker");
    }

    public string Bootstrap { get; }

    public void CreateTopic(string topic, int partitions)
    {
        var code = Call<TopicCreate>("rd_kafka_mock_topic_create")(cluster, topic, partitions, 1);
        if (code != 0)
            throw new InvalidOperationException($"mock topic {topic}: error {code}");
    }

    /// <summary>Deletes the records before an offset, as a broker's retention does.</summary>
    public void DeleteRecords(string topic, int partition, long before) =>
        Call<PartitionDelete>("rd_kafka_mock_partition_delete_records")(cluster, topic, partition, before);

    /// <summary>The next requests of a kind fail with these broker error codes, one each.</summary>
    public void FailRequests(short apiKey, params int[] errors) =>
        Call<PushErrors>("rd_kafka_mock_push_request_errors_array")(cluster, apiKey, (nuint)errors.Length, errors);

    public void Dispose()
    {
        Call<Destroy>("rd_kafka_mock_cluster_destroy")(cluster);
        Call<Destroy>("rd_kafka_destroy")(handle);
    }

    T Call<T>(string name) where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate nint New(int type, nint conf, byte[] error, nint errorBytes);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate nint ClusterNew(nint handle, int brokers);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate nint FromCluster(nint cluster);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void SetMs(nint cluster, int ms);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int TopicCreate(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replication);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int PartitionDelete(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partition, long before);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void PushErrors(nint cluster, short apiKey, nuint count, int[] errors);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void Destroy(nint handle);
}
