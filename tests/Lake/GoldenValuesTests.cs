namespace RailLife.Tests.Lake;

/// <summary>Golden tables whose rows are written down by hand here, from what their makers say they hold.</summary>
public sealed class GoldenValuesTests : LakeFixture
{
    public static TheoryData<string, string[]> Tables() => new()
    {
        { "data-reader-primitives", [.. Enumerable.Range(0, 10).Select(i => $"{i}|{i}|{i}|{i}|{(i % 2 == 0 ? "true" : "false")}|{i}.0|{i}.0|{i}|\\x0{i}\\x0{i}|{i}"), "null|null|null|null|null|null|null|null|null|null"] },
        { "data-reader-date-types-UTC", ["2020-01-01 08:09:10+00|2020-01-01"] },
        { "data-reader-date-types-Asia", ["2020-01-01 06:09:10+00|2020-01-01"] },        // 08:09:10 in Beirut, written as INT96
        { "data-reader-escaped-chars", ["foo1|bar+%21", "foo2|bar+%22", "foo3|bar+%23"] },
        { "basic-decimal-table", ["-2342342.23423|-999.99|-99999.99999|-9999999999.9999999999", "0.00004|0.00|0.00000|0.0000000000", "234.00000|1.00|2.00000|3.0000000000", "2342222.23454|111.11|22222.22222|3333333333.3333333333"] },
        { "data-reader-nested-struct", [.. Enumerable.Range(0, 10).Select(i => $"{{'aa': {i}, 'ab': {i}, 'ac': {{'aca': {i}, 'acb': {i}}}}}|{i}")] },
        { "data-reader-map", [.. Enumerable.Range(0, 10).Select(i => $"{i}|{{{i}={i}}}|{{{i}={i}}}|{{{i}={(i % 2 == 0 ? "true" : "false")}}}|{{{i}.0={i}.0}}|{{{i}={i}}}|{{{i}=[{{'val': {i}}}, {{'val': {i}}}, {{'val': {i}}}]}}")] },
        { "kernel-timestamp-TIMESTAMP_MICROS", ["0|2020-01-01 08:09:10.001+00|2020-02-01 08:09:10+00", "1|2021-10-01 08:09:20+00|1999-01-01 09:00:00+00", "2|2021-10-01 08:09:20+00|2000-01-01 09:00:00+00", "3|1969-01-01 00:00:00+00|1969-01-01 00:00:00+00", "4|null|null"] },
        { "124-decimal-decode-bug", ["1000000"] },
        { "basic-with-inserts-merge", [.. Enumerable.Range(10, 140).Select(i => $"{i}|{(i < 50 ? $"val={i}" : i < 100 ? "N/A" : "EXT")}")] },
        { "basic-with-inserts-overwrite-restore", [.. Enumerable.Range(0, 200).Select(i => $"{i}")] },
        { "time-travel-schema-changes-a", [.. Enumerable.Range(0, 10).Select(i => $"{i}")] },
        { "time-travel-partition-changes-a", [.. Enumerable.Range(0, 10).Select(i => $"{i}|{i % 5}")] },
        { "log-replay-special-characters-a", [] },
        { "only-checkpoint-files", [.. Enumerable.Range(5, 5).Concat(Enumerable.Range(0, 20)).Select(i => $"{i}")] },      // 0-9 less those below 5, and 0-19
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_golden_table_holds_the_rows_its_makers_wrote(string name, string[] rows)
    {
        var found = Lines(GoldenTableTests.Open(name).Read().ScanSql());
        Assert.Equal(rows.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
