using System.Globalization;
using System.Text;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>The audit between writing files and publishing them.</summary>
internal static class Checks
{
    private const int SampleRows = 5;

    /// <summary>Checks the rows of new files: their grain, nulls and conditions. What stats already prove is not read again; the rest is one pass.</summary>
    /// <exception cref="ModelCheckException">Names model, check, count and up to five rows of columns that are not personal.</exception>
    public static void Rows(DuckDbConnection connection, ModelFile model, Func<IReadOnlyList<DataFile>, string> scan, IReadOnlyList<DataFile> written)
    {
        if (written.Count == 0)
            return;
        foreach (var column in model.NotNull.Concat(model.Grain).Distinct())
        {
            if (written.Any(f => f.Stats?.NullCount(column) is not 0))
                Expect(connection, model, scan(written), $"not_null {column}", $"{DuckSql.Identifier(column)} is not null");
        }
        Pass(connection, model, scan(written));
    }

    /// <summary>Checks that further sets of columns are unique.</summary>
    /// <param name="whole">All files of the table after the commit: sets that the key does not cover are unique over these.</param>
    /// <exception cref="ModelCheckException">As of <see cref="Rows"/>.</exception>
    public static void Sets(DuckDbConnection connection, ModelFile model, Func<IReadOnlyList<DataFile>, string> scan, IReadOnlyList<DataFile> written, IReadOnlyList<DataFile> whole)
    {
        if (written.Count == 0)
            return;
        foreach (var columns in model.Unique)
            Unique(connection, model, scan(model.Key.Count > 0 && model.Key.All(columns.Contains) ? written : whole), columns);
    }

    // Rows, distinct grain hashes and broken rows of every check in one pass. Equal counts prove the grain; hashes that meet are looked at closely.
    private static void Pass(DuckDbConnection connection, ModelFile model, string rows)
    {
        var select = new StringBuilder($"select count(*), count(distinct hash({Columns(model.Grain)}))");
        foreach (var check in model.Checks)
            select.Append(CultureInfo.InvariantCulture, $", count(*) filter (not ({check.Condition}))");
        var counts = connection.Rows($"{select} from {rows}")[0];
        if (Convert.ToInt64(counts[0], CultureInfo.InvariantCulture) != Convert.ToInt64(counts[1], CultureInfo.InvariantCulture))
            Unique(connection, model, rows, model.Grain);
        for (var i = 0; i < model.Checks.Count; i++)
        {
            if (Convert.ToInt64(counts[i + 2], CultureInfo.InvariantCulture) > 0)
                Expect(connection, model, rows, model.Checks[i].Name, model.Checks[i].Condition);
        }
    }

    private static void Unique(DuckDbConnection connection, ModelFile model, string rows, IReadOnlyList<string> columns)
    {
        var repeated = connection.Rows($"select {Columns(columns)}, count(*) from {rows} group by {Columns(columns)} having count(*) > 1 order by all limit {SampleRows}");
        if (repeated.Count == 0)
            return;
        var total = connection.Scalar<long>($"select count(*) from (select 1 from {rows} group by {Columns(columns)} having count(*) > 1)");
        var visible = columns.Select(c => IsPersonal(model, c)).ToList();
        var sample = repeated.Select(r => string.Join(", ", columns.Select((c, i) => $"{c}={(visible[i] ? "(personal)" : r[i] ?? "null")}")) + $" x{r[^1]}");
        throw new ModelCheckException($"{model.Name}: check unique ({string.Join(", ", columns)}) found {total} values more than once, expected each once: {string.Join("; ", sample)}");
    }

    private static void Expect(DuckDbConnection connection, ModelFile model, string rows, string name, string condition)
    {
        var broken = connection.Scalar<long>($"select count(*) from {rows} where not ({condition})");
        if (broken == 0)
            return;
        var shown = model.Columns.Where(c => c.Privacy != PrivacyClass.Personal).Select(c => c.Name).ToList();
        if (shown.Count == 0)
            shown = [.. model.Grain];
        var sample = connection.Rows($"select {Columns(shown)} from {rows} where not ({condition}) limit {SampleRows}")
            .Select(r => string.Join(", ", shown.Select((c, i) => $"{c}={Convert.ToString(r[i], CultureInfo.InvariantCulture) ?? "null"}")));
        throw new ModelCheckException($"{model.Name}: check {name} found {broken} rows that break it, expected none ({condition}): {string.Join("; ", sample)}");
    }

    private static bool IsPersonal(ModelFile model, string column) => model.Columns.Any(c => c.Name == column && c.Privacy == PrivacyClass.Personal);

    private static string Columns(IEnumerable<string> names) => string.Join(", ", names.Select(DuckSql.Identifier));
}
