namespace RailLife.Tests.EventLog;

/// <summary>A folder that goes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("raillife-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
