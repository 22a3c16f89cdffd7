using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

/// <summary>Tables that other engines wrote. The oracle is plain SQL over the log's JSON, or values written by hand.</summary>
public sealed class GoldenTableTests : LakeFixture
{
    private static readonly string? Golden = Find();

    private static readonly Dictionary<string, Type> Refused = new()
    {
        ["table-with-columnmapping-mode-name"] = typeof(DeltaUnsupportedException),
        ["dv-partitioned-with-checkpoint"] = typeof(DeltaUnsupportedException),
        ["deltalog-invalid-protocol-version"] = typeof(DeltaUnsupportedException),
        ["deltalog-state-reconstruction-from-checkpoint-missing-metadata"] = typeof(DeltaCorruptException),
        ["deltalog-state-reconstruction-without-metadata"] = typeof(DeltaCorruptException),
        ["versions-not-contiguous"] = typeof(DeltaCorruptException),
        ["no-delta-log-folder"] = typeof(DeltaNotFoundException),
    };

    public static TheoryData<string> Readable()
    {
        var names = Tables().Where(t => !Refused.ContainsKey(t)).ToList();
        return new(names.Count > 0 ? names : ["absent"]);
    }

    public static TheoryData<string> ToRefuse() => new(Refused.Keys);

    [Theory]
    [MemberData(nameof(Readable))]
    public void The_rows_are_those_of_the_files_that_plain_SQL_finds_in_the_log(string name)
    {
        var table = Open(name);
        var snapshot = table.Read();
        var oracle = LogOracle.Files(Connection, table.Path);
        Assert.Equal(oracle.Select(f => f.Path).Order(StringComparer.Ordinal), snapshot.Files.Select(f => f.Path).Order(StringComparer.Ordinal));
        if (oracle.Exists(f => !File.Exists(Path.Combine(table.Path, f.Path))) || snapshot.Schema.Columns.Count == 0) { return; }   // a log without its files
        if (oracle.Count == 0) { Assert.Empty(Lines(snapshot.ScanSql())); return; }
        Assert.Equal(Lines(LogOracle.Relation(Connection, table.Path, oracle)).Order(StringComparer.Ordinal), Lines(snapshot.ScanSql()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ToRefuse))]
    public void What_cannot_be_read_right_is_refused_by_name(string name)
    {
        var table = Open(name);
        var error = Record.Exception(() => table.Read().ScanSql());
        Assert.IsType(Refused[name], error);
        if (error is DeltaUnsupportedException unsupported) { Assert.NotEmpty(unsupported.Features); }
    }

    internal static DeltaTable Open(string name)
    {
        Assert.SkipWhen(Golden is null, "the golden tables (../shared/data/delta-golden) are not on this machine");
        return DeltaTable.At(Path.Combine(Golden!, name == "data-reader-date-types-Asia" ? name + "/Beirut" : name), TimeProvider.System);
    }

    private static IEnumerable<string> Tables() => Golden is null ? [] : Directory.EnumerateDirectories(Golden).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var golden = Path.Combine(at.FullName, "shared", "data", "delta-golden");
            if (Directory.Exists(golden)) { return golden; }
        }
        return null;
    }
}

/// <summary>Rebuilds a table's files with a few lines of SQL over <c>_delta_log/*.json</c>, without any of the room's code.</summary>
internal static class LogOracle
{
    public sealed record LiveFile(string Path, IReadOnlyDictionary<string, string?> Partition);

    public static List<LiveFile> Files(DuckDbConnection connection, string table) =>
        [.. connection.Rows($$"""
            with line as (
                select parse_filename(filename, true)::bigint as version, json as action
                from read_json_objects({{DuckSql.Literal(table + "/_delta_log/*.json")}}, format = 'newline_delimited', filename = true)
                where regexp_full_match(parse_filename(filename), '\d{20}\.json')
            ), touch as (
                select version, (action->>'$.add.path') as path, true as is_add, (action->'$.add.partitionValues') as partition from line where (action->'$.add') is not null
                union all
                select version, (action->>'$.remove.path'), false, null from line where (action->'$.remove') is not null
            )
            select url_decode(path), coalesce(last.partition::varchar, '{}')
            from (select path, arg_max({'is_add': is_add, 'partition': partition}, version * 2 + is_add::int) as last from touch group by path)
            where last.is_add
            """).Select(r => new LiveFile((string)r[0]!, System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string?>>((string)r[1]!)!))];

    public static string Relation(DuckDbConnection connection, string table, IReadOnlyList<LiveFile> files)
    {
        var schema = System.Text.Json.Nodes.JsonNode.Parse(Directory.EnumerateFiles(table + "/_delta_log", "*.json").Order()
            .SelectMany(File.ReadLines).Select(l => System.Text.Json.Nodes.JsonNode.Parse(l)!["metaData"]).Last(m => m is not null)!["schemaString"]!.GetValue<string>())!;
        var columns = schema["fields"]!.AsArray().Select(f => (Name: f!["name"]!.GetValue<string>(), Type: f["type"]!.ToString())).ToList();
        var stored = files.ToDictionary(f => f, f => connection.Rows($"describe from read_parquet({DuckSql.Literal(Path.Combine(table, f.Path))}, hive_partitioning = false)").Select(r => (string)r[0]!).ToHashSet());
        string Value(LiveFile file, (string Name, string Type) c) => file.Partition.TryGetValue(c.Name, out var v)
            ? v is null ? "null" : $"{DuckSql.Literal(v)}::{Duck(c.Type)}"
            : !stored[file].Contains(c.Name) ? "null"
            : c.Type == "timestamp" ? $"{DuckSql.Identifier(c.Name)}::timestamptz" : DuckSql.Identifier(c.Name);
        var selects = files.Select(f => $"select {string.Join(", ", columns.Select(c => $"{Value(f, c)} as {DuckSql.Identifier(c.Name)}"))} from read_parquet({DuckSql.Literal(Path.Combine(table, f.Path))}, hive_partitioning = false)");
        return $"({string.Join(" union all ", selects)})";
    }

    private static string Duck(string type) => type switch { "long" => "bigint", "string" => "varchar", "timestamp" => "timestamptz", _ => type };
}
