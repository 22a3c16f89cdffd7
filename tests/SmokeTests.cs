namespace RailLife.Tests;

public class SmokeTests
{
    [Fact]
    public void Native_duckdb_lies_beside_the_binary() =>
        Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, "libduckdb.so")));
}
