using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Tests.EventLog;

/// <summary>The contract on the embedded log.</summary>
public sealed class EmbeddedContractTests : EventLogContract, IDisposable
{
    readonly TempFolder folder = new();

    protected override Task<IEventLog> OpenAsync() => Task.FromResult<IEventLog>(new EmbeddedEventLog(folder.Path, TimeProvider.System));

    public void Dispose() => folder.Dispose();
}
