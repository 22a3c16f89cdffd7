using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace RailLife.Ingest;

/// <summary>A batch on its way to the lake.</summary>
/// <param name="Freed">Ends when the buffer may be filled again; never fails.</param>
/// <param name="Committed">Ends when the lake has the batch, and all before it; fails when it did not get there.</param>
internal sealed record BatchOnItsWay(Task Freed, Task Committed);

/// <summary>The two threads behind a worker: one writes a batch's files while the other waits for the disk with the batch before it and commits that.</summary>
/// <remarks>
/// Batches are committed in the order in which they came. After one that failed none is committed until <see cref="Forget"/>, whatever
/// the reason was: the next batch's offsets would cover the lost one's records.
/// </remarks>
internal sealed class BatchPipeline : IDisposable
{
    // One is committed, one may wait for that; the files of more would only lie about.
    private const int WaitingMax = 1;

    private readonly BatchWriter _writer;
    private readonly BatchCommitter _committer;
    private readonly BlockingCollection<Work> _toWrite = [];
    private readonly BlockingCollection<(Work Work, WrittenBatch? Batch)> _toCommit = new(WaitingMax);
    private readonly Thread _writing;
    private readonly Thread _committing;
    private Exception? _failure;

    public BatchPipeline(IngestParts parts, int worker)
    {
        _writer = new BatchWriter(parts);
        _committer = new BatchCommitter(parts);
        _writing = Run(Write, $"ingest-write-{worker}");
        _committing = Run(Commit, $"ingest-commit-{worker}");
    }

    /// <summary>Hands a buffer over; it must be left alone until it is freed.</summary>
    public BatchOnItsWay Start(EventBuffer buffer)
    {
        var work = new Work(buffer);
        _toWrite.Add(work);
        return new BatchOnItsWay(work.Freed.Task, work.Committed.Task);
    }

    /// <exception cref="Exception">The first failure since the beginning or <see cref="Forget"/>.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Forgets a failure. Only when nothing is on its way, and what comes next is read anew from where the lake ends.</summary>
    public void Forget() => Volatile.Write(ref _failure, null);

    /// <summary>Ends after what is on its way.</summary>
    public void Dispose()
    {
        _toWrite.CompleteAdding();
        _writing.Join();
        _committing.Join();
        _toWrite.Dispose();
        _toCommit.Dispose();
        _writer.Dispose();
    }

    private void Write()
    {
        foreach (var work in _toWrite.GetConsumingEnumerable())
        {
            WrittenBatch? batch = null;
            Try(() => batch = _writer.Write(work.Buffer));
            work.Freed.SetResult();
            _toCommit.Add((work, batch));   // a failed one too: it is settled after those before it
        }
        _toCommit.CompleteAdding();
    }

    private void Commit()
    {
        foreach (var (work, batch) in _toCommit.GetConsumingEnumerable())
        {
            if (batch is not null)
            {
                Try(() => _committer.Commit(batch));
            }
            if (Volatile.Read(ref _failure) is { } failure)
            {
                work.Committed.SetException(failure);
            }
            else
            {
                work.Committed.SetResult();
            }
        }
    }

    private void Try(Action work)
    {
        if (Volatile.Read(ref _failure) is not null)
        {
            return;
        }
        try
        {
            work();
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private static Thread Run(Action body, string name)
    {
        var thread = new Thread(() => body()) { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private sealed record Work(EventBuffer Buffer)
    {
        public TaskCompletionSource Freed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
