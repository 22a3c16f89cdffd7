using RailLife.Bench.Frame;
using RailLife.DuckDb;

namespace RailLife.Bench.DuckDb;

/// <summary>Random values of every type: what the driver reads must be what DuckDB prints, and bound as an argument it must be the same value.</summary>
public static class RandomValues
{
    /// <summary>An SQL expression of a random value of the type, from r = a random 64-bit number of the row.</summary>
    public static IReadOnlyList<(string Type, string Expression)> Types { get; } =
    [
        ("BOOLEAN", "r % 2 = 0"),
        ("TINYINT", "(r % 256)::int - 128"),
        ("SMALLINT", "(r % 65536)::int - 32768"),
        ("INTEGER", "(r % 4294967296)::bigint - 2147483648"),
        ("BIGINT", "(r::hugeint - 9223372036854775808)"),
        ("UTINYINT", "r % 256"),
        ("USMALLINT", "r % 65536"),
        ("UINTEGER", "r % 4294967296"),
        ("UBIGINT", "r"),
        ("HUGEINT", "(r::hugeint - 9223372036854775808) * 9223372036854775807 + r % 1000"),
        ("UHUGEINT", "r::uhugeint * 18446744073709551615 + r"),
        ("BIGNUM", "((r::hugeint - 9223372036854775808) * 9223372036854775807)::varchar || r::varchar"),
        ("FLOAT", "((r % 2000000)::double - 1000000) / 1024"),
        ("DOUBLE", "((r % 2000000000000)::double - 1000000000000) / 65536"),
        ("DECIMAL(4,1)", "((r % 19999)::int - 9999)::double / 10"),
        ("DECIMAL(9,2)", "((r % 1999999999)::bigint - 999999999)::decimal(18,2) / 100"),
        ("DECIMAL(18,4)", "((r % 100000000000)::bigint - 50000000000)::decimal(14,0)::decimal(18,4) * 0.0001::decimal(5,4)"),
        ("DECIMAL(28,10)", "(r::hugeint - 9223372036854775808)::decimal(28,0)::decimal(38,10) * 0.0000001::decimal(8,7)"),
        ("VARCHAR", "repeat(chr((32 + r % 90)::int) || '站é🚇', (r % 9)::int) || r"),
        ("BLOB", "('\\x' || lpad(hex(r % 256), 2, '0'))"),
        ("UUID", "md5(r::varchar)::uuid"),
        ("DATE", "date '0001-01-01' + (r % 3652059)::int"),
        ("TIME", "time '00:00:00' + to_microseconds((r % 86400000000)::bigint)"),
        ("TIME_NS", "time '00:00:00' + to_microseconds((r % 86400000000)::bigint)"),
        ("TIMESTAMP", "make_timestamp((r % 315537897600000000)::bigint - 62135596800000000)"),
        ("TIMESTAMP WITH TIME ZONE", "make_timestamp((r % 315537897600000000)::bigint - 62135596800000000)"),
        ("TIMESTAMP_S", "make_timestamp(((r % 315537897600)::bigint - 62135596800) * 1000000)"),
        ("TIMESTAMP_MS", "make_timestamp(((r % 315537897600000)::bigint - 62135596800000) * 1000)"),
        ("TIMESTAMP_NS", "make_timestamp((r % 4000000000000000)::bigint - 2000000000000000)"),
        ("TIME WITH TIME ZONE", "(time '00:00:00' + to_microseconds((r % 86400000000)::bigint))::varchar || ['+00', '+08', '-05:30', '+15:59:59', '-15:59:59'][1 + (r % 5)::int]"),
        ("INTERVAL", "to_months((r % 2000)::int - 1000) + to_days((r % 777)::int - 300) + to_microseconds((r % 1000000000000)::bigint - 500000000000)"),
        ("BIT", "left(bin(r), (1 + r % 60)::int)"),
        ("ENUM('a', 'b''c', '站')", "['a', 'b''c', '站'][1 + (r % 3)::int]"),
        ("INTEGER[]", "list_transform(range((r % 5)::bigint), x -> case when x = 2 then null else (x + r % 100)::int end)"),
        ("VARCHAR[]", "list_transform(range((r % 5)::bigint), x -> case when x = 2 then null else 'v' || x end)"),
        ("INTEGER[][]", "case when r % 3 = 0 then [] else [[1, (r % 9)::int], null, []] end"),
        ("INTEGER[3]", "[(r % 9)::int, null, 3]"),
        ("STRUCT(a INTEGER, b VARCHAR[])", "{'a': nullif(r % 4, 0)::int, 'b': case when r % 2 = 0 then ['x', null] end}"),
        ("MAP(VARCHAR, INTEGER)", "map_from_entries(list_transform(range((r % 4)::bigint), x -> row('k' || x, nullif(x, 1)::int)))"),
        ("UNION(n INTEGER, s VARCHAR)", "case when r % 2 = 0 then union_value(n := (r % 100)::int)::union(n int, s varchar) else union_value(s := 'w' || r)::union(n int, s varchar) end"),
    ];

    public static Proof Proof { get; } = new("values", "a million values of 40 types equal what DuckDB itself prints", RunAsync);

    public static Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open();
        using var connection = database.Connect();
        using var limit = connection.Limit(null, ct);
        var count = options.Share(25_000);
        var violations = new List<string>();
        foreach (var (type, _) in Types)
        {
            violations.AddRange(Violations(connection, type, count, argumentEvery: 50, options.Seed).Take(5));
            options.Say($"{type}: {count} values");
        }

        return Task.FromResult(new ProofResult($"{Types.Count} types, {count} values each", violations));
    }

    /// <summary>What differs for one type; every <paramref name="argumentEvery"/>th value is also sent back as an argument.</summary>
    public static IEnumerable<string> Violations(DuckDbConnection connection, string type, int count, int argumentEvery, int seed)
    {
        var expression = Types.Single(t => t.Type == type).Expression;
        var rows = connection.Rows($"""
            with raw as (select hash(i, {seed}) as r, i from range({count}) t(i)),
                 typed as (select (case when i % 7 <> 3 then ({expression}) end)::{type} as v from raw)
            select v, v::varchar from typed
            """);
        for (var i = 0; i < rows.Count; i++)
        {
            var (value, printed) = (rows[i][0], (string?)rows[i][1]);
            if (!DuckText.Same(printed, value))
            {
                yield return $"{type}, seed {seed}: DuckDB prints {printed}, we read {(value is null ? "null" : DuckText.Of(value))}";
            }

            if (i % argumentEvery == 0 && CanBeArgument(type) && connection.Scalar<string?>($"select $1::{type}::varchar", value) is var back && back != printed)
            {
                yield return $"{type}, seed {seed}: DuckDB prints {printed}, as an argument it is {back}";
            }
        }
    }

    /// <summary>Structs, maps, unions and lists of lists are read only.</summary>
    private static bool CanBeArgument(string type) =>
        !type.StartsWith("STRUCT", StringComparison.Ordinal) && !type.StartsWith("MAP", StringComparison.Ordinal) && !type.StartsWith("UNION", StringComparison.Ordinal) && !type.EndsWith("[][]", StringComparison.Ordinal);
}
