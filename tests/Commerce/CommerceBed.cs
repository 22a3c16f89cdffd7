using RailLife.Bench.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Commerce;

/// <summary>The two databases that every rule of trade holds on.</summary>
public static class Databases
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    public static TheoryData<string> Both { get; } = [Sqlite, PostgreSql];
}

/// <summary>An empty core database with all tables, a clock that stands where the test puts it, and ids that repeat.</summary>
public sealed class CommerceBed : IAsyncDisposable
{
    private readonly TempFolder folder;

    private CommerceBed(TempFolder folder, ManualClock clock, CoreDatabase database)
    {
        this.folder = folder;
        (Clock, Database) = (clock, database);
        Ids = new IdSource(Clock, seed: 7);
        Keys = KeyRing.Open(folder.Path);
        Hash = new PersonalHash(Keys);
        Tokens = new AccessTokens(Keys, Clock);
    }

    public string Folder => folder.Path;
    public ManualClock Clock { get; }
    public CoreDatabase Database { get; }
    public IdSource Ids { get; }
    public KeyRing Keys { get; }
    public PersonalHash Hash { get; }
    public AccessTokens Tokens { get; }

    /// <summary>The shop's zone in tests.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static async Task<CommerceBed> StartAsync(string kind)
    {
        var (folder, clock) = (new TempFolder(), new ManualClock());
        return new CommerceBed(folder, clock, kind == Databases.Sqlite ? await NewCore.SqliteAsync(Path.Combine(folder.Path, "core.db"), clock) : await NewCore.PostgresAsync(clock));
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Task<Outcome<T>> WriteAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase) => Database.WriteAsync(useCase, Ct);

    public Task WriteAsync(Func<CoreTransaction, Task> useCase) => Database.WriteAsync(useCase, Ct);

    public Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query) => Database.ReadAsync(query, Ct);

    /// <summary>Every text that stands in a table, whatever its columns.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string table)
    {
        await using var connection = await Database.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select * from {table}";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var texts = new List<string>();
        while (await reader.ReadAsync(Ct))
            for (var i = 0; i < reader.FieldCount; i++)
                if (reader.GetValue(i) is string text) texts.Add(text);
        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        folder.Dispose();
    }
}
