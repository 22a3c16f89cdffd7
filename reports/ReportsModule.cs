using RailLife.Reports.Definitions;
using RailLife.Reports.Running;
using RailLife.Reports.Sql;
using RailLife.Reports.Tables;

namespace RailLife.Reports;

/// <summary>The room, wired: one query engine shared by reports and SQL.</summary>
public sealed class ReportsModule : IDisposable
{
    public ReportsModule(ReportCatalog catalog, ITableVersions versions, TableDescriptions descriptions, ReportsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Catalog, Versions, Descriptions) = (catalog, versions, descriptions);
        Engine = new QueryEngine(options, time);
        Reports = new ReportService(Engine, versions, new AnswerCache(options.CacheBytesMax), options);
        Sql = new SqlAccess(Engine, versions, descriptions, options);
    }

    public ReportCatalog Catalog { get; }

    public ITableVersions Versions { get; }

    public TableDescriptions Descriptions { get; }

    public QueryEngine Engine { get; }

    public ReportService Reports { get; }

    public SqlAccess Sql { get; }

    public void Dispose() => Engine.Dispose();
}
