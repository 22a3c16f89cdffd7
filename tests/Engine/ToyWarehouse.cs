using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Tests.Engine;

/// <summary>A lake with one plain source (id, kind, amount), and models given as text.</summary>
internal sealed class ToyWarehouse : IDisposable
{
    private const string SourceFile = "-- materialize: source\nselect null::integer as id, null::varchar as kind, null::bigint as amount where false";

    private readonly string _folder = Directory.CreateTempSubdirectory("raillife-warehouse-").FullName;
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly Dictionary<string, string> _models = [];

    public ToyWarehouse()
    {
        Lake = new DeltaLake(_folder, TimeProvider.System);
        Connection = _database.Connect();
        Model("ods_sale", SourceFile);
    }

    public DeltaLake Lake { get; }

    public DuckDbConnection Connection { get; }

    public ModelGraph Graph => ModelGraph.From([.. _models.Select(m => ModelParser.Parse(m.Key, m.Key + ".sql", m.Value))]);

    public ToyWarehouse Model(string name, string text)
    {
        _models[name] = text;
        return this;
    }

    /// <summary>A model of the columns kind and total, by kind.</summary>
    public ToyWarehouse Totals(string name = "fct_total", string from = "ods_sale", string header = "", string sum = "sum(amount)::bigint", string materialize = "incremental by kind") => Model(name, $"""
        -- grain: kind
        -- materialize: {materialize}
        -- column kind: public; none; zh 类; en Kind
        -- column total: personal; minor units; zh 计; en Total
        {header}
        select kind, {sum} as total from ref('{from}') group by kind
        """);

    public void Sell(params string[] rows)
    {
        var table = Lake.Table("ods_sale");
        table.Create(TableSchema.Of(("id", "integer"), ("kind", "varchar"), ("amount", "bigint")), []);
        table.Begin().Add(ParquetWriter.Write(Connection, table, $"select id::integer as id, kind::varchar as kind, amount::bigint as amount from (values {string.Join(", ", rows)}) v(id, kind, amount)")!).Commit();
    }

    public BuildReport Build(BuildRequest? request = null, Action<string>? moment = null, BuildOptions? options = null) =>
        new WarehouseBuilder(Lake, Graph, _database, TimeProvider.System, (options ?? new BuildOptions()) with { Moment = moment }).Build(request);

    public BuildReport Explain() => new WarehouseBuilder(Lake, Graph, _database, TimeProvider.System).Explain();

    /// <summary>Rows of a stored model as "a b; c d", sorted.</summary>
    public string Rows(string name) =>
        string.Join("; ", Connection.Rows($"select * from {Lake.Table(name).Read().ScanSql()} order by all").Select(r => string.Join(' ', r)));

    public int FilesOnDisk(string name) => Directory.GetFiles(Lake.Table(name).Path, "*.parquet").Length;

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
