using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class SpillFolderTests : IDisposable
{
    private const int NoProcess = 999_999_999;
    private readonly string _temp = Directory.CreateTempSubdirectory("raillife-spill-").FullName;

    public void Dispose() => Directory.Delete(_temp, recursive: true);

    [Fact]
    public void Only_folders_of_dead_processes_of_this_machine_are_removed()
    {
        var mine = Path.GetFileName(ResourceShare.Divide(new ResourceOptions(), _temp).Query.TempDirectory!);
        var dead = $"query-{Environment.MachineName}-{NoProcess}";
        string[] others = [mine, $"query-another-machine-{NoProcess}", $"query-{Environment.MachineName}-x", "something"];
        foreach (var name in others.Append(dead))
        {
            Directory.CreateDirectory(Path.Combine(_temp, name));
            File.WriteAllText(Path.Combine(_temp, name, "duckdb_temp_storage_DEFAULT-0.tmp"), "spilled");
        }

        Assert.Equal(1, SpillFolder.RemoveLeftovers(_temp));
        Assert.Equal(others.Order(), Directory.GetDirectories(_temp).Select(Path.GetFileName).Order());
        Assert.Equal(0, SpillFolder.RemoveLeftovers(_temp));
        Assert.Equal(0, SpillFolder.RemoveLeftovers(Path.Combine(_temp, "nowhere")));
    }
}
