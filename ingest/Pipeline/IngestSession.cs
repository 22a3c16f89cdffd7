using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>One worker's life between two failures: reads its share of the log into one buffer while the other is written and the one before is committed.</summary>
/// <remarks>
/// Memory is bounded by the two buffers: when both are full, reading waits for the lake. Everything that throws ends the session,
/// except a moved txn (another worker was faster: the batch is dropped and reading starts anew from the lake) and a partition
/// that the log cannot read on (it stops, the others go on).
/// </remarks>
internal sealed class IngestSession : IDisposable
{
    private const int PollRecordsMax = 8_192;

    private readonly IngestParts _parts;
    private readonly IngestOptions _options;
    private readonly LakeAssignment _assignment;
    private readonly BatchPipeline _pipeline;
    private readonly RecordChecker _checker;
    private readonly IEventConsumer _consumer;
    private EventBuffer _filling;
    private EventBuffer _spare;
    private BatchOnItsWay? _last;
    private long _fillingSince;

    public IngestSession(IngestParts parts, int worker)
    {
        (_parts, _options) = (parts, parts.Options);
        _filling = new EventBuffer(_options.BatchRowsMax, _options.BatchBytesMax);
        _spare = new EventBuffer(_options.BatchRowsMax, _options.BatchBytesMax);
        _checker = new RecordChecker(parts.SealedRecords);
        _pipeline = new BatchPipeline(parts, worker);
        _assignment = new LakeAssignment(parts, LetPipelineEnd);
        _consumer = parts.Log.Subscribe(Topics.All, _assignment, new ConsumerOptions(_options.Group, worker, _options.Workers));
    }

    /// <summary>Reads and writes until <paramref name="stop"/>, then writes what it has read.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Step(stop);
            }
            catch (TxnMovedException)
            {
                StartAnew();
            }
        }
        Finish();
    }

    private void Step(CancellationToken stop)
    {
        var batch = Poll(stop);
        _pipeline.ThrowIfFailed();
        if (batch is not null)
        {
            Take(batch);
        }
        if (!_filling.IsEmpty && IsDue())
        {
            HandOver();
        }
    }

    private LogBatch? Poll(CancellationToken stop)
    {
        try
        {
            return _consumer.Poll(PollWait(), PollRecordsMax, stop);
        }
        catch (LogPartitionException broken)
        {
            _parts.Metrics.StoppedAt(broken.TopicPartition.Topic, broken.TopicPartition.Partition, broken.Message);
            _parts.Report(broken.Message);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Take(LogBatch batch)
    {
        var slot = _assignment[batch.TopicPartition];
        for (var next = 0; next < batch.Count;)
        {
            if (_filling.IsEmpty)
            {
                _fillingSince = _parts.Clock.GetTimestamp();
            }
            next = _filling.Fill(batch, next, slot, _checker);
            if (_filling.IsFull)
            {
                HandOver();
            }
        }
    }

    private bool IsDue() => _last is not { Committed.IsCompleted: false }
        && (_parts.FlushNow || _parts.Clock.GetElapsedTime(_fillingSince).TotalMilliseconds >= _options.FlushMs);

    private TimeSpan PollWait()
    {
        var quiet = TimeSpan.FromMilliseconds(_options.PollMs);
        if (_filling.IsEmpty)
        {
            return quiet;
        }
        var left = TimeSpan.FromMilliseconds(_options.FlushMs) - _parts.Clock.GetElapsedTime(_fillingSince);
        return left < TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : left < quiet ? left : quiet;
    }

    // Blocks while the other buffer is still being written: that is the bound on memory.
    private void HandOver()
    {
        _last?.Freed.GetAwaiter().GetResult();
        _pipeline.ThrowIfFailed();
        _last = _pipeline.Start(_filling);
        (_filling, _spare) = (_spare, _filling);
        _filling.Clear();
    }

    // Called while the log takes partitions away, where nothing may throw: a failure shows at the next look at the pipeline.
    private void LetPipelineEnd() => (_last?.Committed as IAsyncResult)?.AsyncWaitHandle.WaitOne();

    private void Finish()
    {
        try
        {
            if (!_filling.IsEmpty)
            {
                HandOver();
            }
            _last?.Committed.GetAwaiter().GetResult();
        }
        catch (TxnMovedException)
        {
            _parts.Metrics.DroppedBatch();
        }
    }

    // Another worker committed what this one was about to: everything read is dropped and the lake says where to go on.
    private void StartAnew()
    {
        _parts.Metrics.DroppedBatch();
        LetPipelineEnd();
        _pipeline.Forget();
        _last = null;
        _filling.Clear();
        foreach (var partition in _consumer.Assignment.ToList())
        {
            _consumer.Reassign(partition);
        }
    }

    public void Dispose()
    {
        try
        {
            LetPipelineEnd();
        }
        finally
        {
            _consumer.Dispose();
            _assignment.Dispose();
            _pipeline.Dispose();
        }
    }
}
