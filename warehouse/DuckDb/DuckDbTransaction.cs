using System.Data;
using System.Data.Common;

namespace RailLife.DuckDb;

/// <summary>A transaction of a connection; rolled back when disposed uncommitted.</summary>
public sealed class DuckDbTransaction : DbTransaction
{
    private readonly DuckDbConnection _connection;
    private bool _finished;

    internal DuckDbTransaction(DuckDbConnection connection)
    {
        _connection = connection;
        connection.Execute("begin transaction");
    }

    public override IsolationLevel IsolationLevel => IsolationLevel.Snapshot;

    protected override DbConnection DbConnection => _connection;

    public override void Commit() => Finish("commit");

    public override void Rollback() => Finish("rollback");

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_finished && _connection.State == ConnectionState.Open)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }

    private void Finish(string verb)
    {
        if (_finished)
        {
            throw new InvalidOperationException("the transaction was committed or rolled back before");
        }

        _finished = true;
        _connection.Execute(verb);
    }
}
