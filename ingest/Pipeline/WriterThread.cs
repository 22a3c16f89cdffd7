using System.Collections.Concurrent;

namespace RailLife.Ingest;

/// <summary>The one thread that writes a worker's batches, so that reading and checking go on meanwhile.</summary>
internal sealed class WriterThread : IDisposable
{
    private readonly BatchWriter _writer;
    private readonly BlockingCollection<(EventBuffer Buffer, TaskCompletionSource Done)> _work = [];
    private readonly Thread _thread;

    public WriterThread(BatchWriter writer, string name)
    {
        _writer = writer;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Hands a buffer over; it must be left alone until the task ends.</summary>
    public Task Start(EventBuffer buffer)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add((buffer, done));
        return done.Task;
    }

    /// <summary>Ends after the write under way.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
        _writer.Dispose();
    }

    private void Run()
    {
        foreach (var (buffer, done) in _work.GetConsumingEnumerable())
        {
            try
            {
                _writer.Write(buffer);
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }
    }
}
