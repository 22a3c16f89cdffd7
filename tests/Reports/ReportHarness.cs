using System.Text;
using System.Text.Json;
using RailLife.Reports;
using RailLife.Reports.Definitions;
using RailLife.Reports.Running;
using RailLife.Reports.Tables;

namespace RailLife.Tests.Reports;

/// <summary>The built-in reports over tables that a test gives.</summary>
internal sealed class ReportHarness : IDisposable
{
    public ReportHarness(FakeTables tables, ReportsOptions? options = null)
    {
        Tables = tables;
        Module = new ReportsModule(ReportCatalog.Load(ReportCatalog.BuiltInFolder), tables, new TableDescriptions([]),
            options ?? new ReportsOptions { Threads = 1, MemoryBytesMax = 128L * 1024 * 1024 }, TimeProvider.System);
    }

    public FakeTables Tables { get; }

    public ReportsModule Module { get; }

    public async Task<Answer> AnswerAsync(string name, string query = "", AnswerFormat format = AnswerFormat.Json)
    {
        var report = Module.Catalog.Find(name)!;
        var given = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));
        var (arguments, bad) = ReportArguments.Check(report, given);
        Assert.Null(bad);
        return await Module.Reports.AnswerAsync(Module.Reports.Prepare(report, arguments!, format), TestContext.Current.CancellationToken);
    }

    /// <summary>The rows as JSON text; columns = only these, in this order.</summary>
    public async Task<string> RowsAsync(string name, string query = "", params IReadOnlyList<string> columns)
    {
        using var body = JsonDocument.Parse((await AnswerAsync(name, query)).Body);
        var names = body.RootElement.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()!).ToList();
        var wanted = columns.Count == 0 ? names : columns;
        return string.Join('\n', body.RootElement.GetProperty("rows").EnumerateArray()
            .Select(row => string.Join(' ', wanted.Select(c => row[names.IndexOf(c)]).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : v.GetRawText()))));
    }

    public static string Text(Answer answer) => Encoding.UTF8.GetString(answer.Body);

    public void Dispose() => Module.Dispose();
}
