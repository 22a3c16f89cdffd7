using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RailLife.DuckDb;

/// <summary>A statement with arguments, for ADO.NET callers such as Dapper.</summary>
public sealed class DuckDbCommand : DbCommand
{
    [AllowNull]
    public override string CommandText { get => field; set => field = value ?? ""; } = "";

    /// <summary>Seconds from the start to the last row read; 0 = no limit.</summary>
    public override int CommandTimeout { get; set => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "seconds cannot be negative; 0 means no limit"); }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => _ = value == CommandType.Text ? value : throw new NotSupportedException("DuckDB commands are SQL text");
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    public new DuckDbConnection? Connection { get; set; }

    public new DuckDbParameterCollection Parameters { get; } = [];

    protected override DbConnection? DbConnection
    {
        get => Connection;
        set => Connection = value is null ? null : value as DuckDbConnection ?? throw new InvalidCastException($"a {value.GetType().Name} is no DuckDbConnection");
    }

    protected override DbParameterCollection DbParameterCollection => Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => Connection?.Interrupt();

    public override int ExecuteNonQuery() => NonQuery(default);

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => Later(NonQuery, cancellationToken);

    public override object? ExecuteScalar() => ScalarValue(default);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => Later(ScalarValue, cancellationToken);

    /// <summary>Has no effect: a text is prepared when it runs, since the tables it names may change between runs.</summary>
    public override void Prepare()
    {
    }

    /// <summary>Streams the rows; the token stays in force until the reader is closed.</summary>
    public DuckDbDataReader ExecuteReader(CancellationToken ct)
    {
        var limit = Open.Limit(TimeLimit, ct);
        try
        {
            return new DuckDbDataReader(Open.ReadChunks(CommandText, Arguments()), limit);
        }
        catch
        {
            limit.Dispose();
            throw;
        }
    }

    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteReader(default);

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        Later<DbDataReader>(ExecuteReader, cancellationToken);

    private DuckDbConnection Open => Connection ?? throw new InvalidOperationException("the command has no connection; create it by DuckDbConnection.CreateCommand()");

    private TimeSpan? TimeLimit => CommandTimeout == 0 ? null : TimeSpan.FromSeconds(CommandTimeout);

    private object?[] Arguments() => [.. Parameters.Cast<object?>()];

    private int NonQuery(CancellationToken ct)
    {
        using var limit = Open.Limit(TimeLimit, ct);
        return checked((int)Open.Execute(CommandText, Arguments()));
    }

    private object? ScalarValue(CancellationToken ct)
    {
        using var reader = ExecuteReader(ct);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    /// <summary>The library computes on the caller's thread; the task is done when it returns.</summary>
    private static Task<T> Later<T>(Func<CancellationToken, T> run, CancellationToken ct)
    {
        try
        {
            return Task.FromResult(run(ct));
        }
        catch (OperationCanceledException e)
        {
            return Task.FromCanceled<T>(e.CancellationToken.IsCancellationRequested ? e.CancellationToken : new CancellationToken(true));
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
