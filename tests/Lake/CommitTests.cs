using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class CommitTests : LakeFixture
{
    private DeltaTable People() => NewTable("people", ("id", "bigint"), ("name", "varchar"));

    [Fact]
    public void A_table_gives_back_what_was_appended_to_it()
    {
        var table = People();
        Append(table, "select 1::bigint as id, 'Ann' as name");
        Append(table, "select 2::bigint as id, null::varchar as name");
        Assert.Equal(["1|Ann", "2|null"], Lines(table.Read().ScanSql()));
        Assert.Equal(["1|Ann", "2|null"], Lines(NewLake().Table("people").Read().ScanSql()));
        Assert.Equal(2, table.Read().Version);
        Assert.Equal(2, table.Read().Rows);
    }

    [Fact]
    public void A_new_table_is_an_empty_relation_of_its_columns()
    {
        Assert.Equal(["id|BIGINT", "name|VARCHAR"], Connection.Rows($"describe from {People().Read().ScanSql()}").Select(r => $"{r[0]}|{r[1]}"));
        Assert.Empty(Lines(People().Read().ScanSql()));
    }

    [Fact]
    public void Creating_a_table_again_does_nothing_and_creating_another_shape_is_refused()
    {
        People();
        People();
        Assert.Equal(0, Lake.Table("people").Read().Version);
        var error = Assert.Throws<DeltaException>(() => Lake.Table("people").Create(TableSchema.Of(("id", "varchar")), []));
        Assert.Contains("people exists with the columns (id BIGINT, name VARCHAR)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_not_there_says_so()
    {
        Assert.False(Lake.Table("nothing").Exists());
        Assert.Contains("no Delta table at", Assert.Throws<DeltaNotFoundException>(() => Lake.Table("nothing").Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_blind_appends_on_the_same_version_both_stand()
    {
        var table = People();
        var (first, second) = (table.Begin(), NewLake().Table("people").Begin());
        first.Add(ParquetWriter.Write(Connection, table, "select 1::bigint as id, 'a' as name")!);
        second.Add(ParquetWriter.Write(Connection, table, "select 2::bigint as id, 'b' as name")!);
        Assert.Equal(1, first.Commit());
        Assert.Equal(2, second.Commit());
        Assert.Equal(["1|a", "2|b"], Lines(table.Read().ScanSql()));
    }

    [Fact]
    public void A_commit_whose_transaction_id_moved_is_refused_and_leaves_nothing()
    {
        var table = People();
        var (first, second) = (table.Begin(), table.Begin());
        first.SetTxn("ingest:orders:0", 10, null).Commit();
        second.SetTxn("ingest:orders:0", 10, null);
        var moved = Assert.Throws<TxnMovedException>(() => second.Commit());
        Assert.Equal(("ingest:orders:0", null, 10L), (moved.AppId, moved.Expected, moved.Found));
        Assert.Equal(1, table.Read().Version);
        Assert.Equal(10, table.Read().Txn("ingest:orders:0"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(9L)]
    public void Expecting_another_transaction_version_than_the_table_has_is_refused_at_once(long? expected)
    {
        var table = People();
        table.Begin().SetTxn("a", 10, null).Commit();
        Assert.Throws<TxnMovedException>(() => table.Begin().SetTxn("a", 11, expected));
        table.Begin().SetTxn("a", 11, 10).Commit();
        Assert.Equal(11, table.Read().Txn("a"));
    }

    [Fact]
    public void Another_applications_transaction_id_is_no_conflict()
    {
        var table = People();
        var (first, second) = (table.Begin(), table.Begin());
        first.SetTxn("a", 1).Commit();
        second.SetTxn("b", 1).Commit();
        Assert.Equal(["a", "b"], table.Read().Txns.Keys.Order());
    }

    [Fact]
    public void Removing_a_file_that_another_commit_removed_is_refused()
    {
        var table = People();
        Append(table, "select 1::bigint as id, 'a' as name");
        var (first, second) = (table.Begin(), table.Begin());
        first.RemoveWhere(_ => true).Commit();
        second.RemoveWhere(_ => true);
        Assert.Contains("which this commit removes too", Assert.Throws<CommitConflictException>(() => second.Commit()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replacing_rows_while_another_adds_some_is_refused_and_rearranging_them_is_not()
    {
        var table = People();
        Append(table, "select 1::bigint as id, 'a' as name");
        var (replace, rearrange) = (table.Begin(), table.Begin());
        Append(table, "select 2::bigint as id, 'b' as name");
        replace.RemoveWhere(_ => true);
        Assert.Throws<CommitConflictException>(() => replace.Commit());
        rearrange.RemoveWhere(_ => true, dataChange: false)
            .Add(ParquetWriter.Write(Connection, table, $"from {rearrange.Base.ScanSql()}", new ParquetOptions { DataChange = false })!).Commit();
        Assert.Equal(["1|a", "2|b"], Lines(table.Read().ScanSql()));
    }

    [Fact]
    public void Appending_while_another_changes_the_columns_is_refused()
    {
        var table = People();
        var append = table.Begin().Add(ParquetWriter.Write(Connection, table, "select 1::bigint as id, 'a' as name")!);
        table.Begin().AddColumns(new Column("age", DeltaType.Integer)).Commit();
        Assert.Contains("changed the table's metadata", Assert.Throws<CommitConflictException>(() => append.Commit()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_in_the_table_cannot_be_removed()
    {
        var table = People();
        var file = ParquetWriter.Write(Connection, table, "select 1::bigint as id, 'a' as name")!;
        Assert.Contains("cannot be removed", Assert.Throws<DeltaException>(() => table.Begin().Remove(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commit_is_published_once()
    {
        var commit = People().Begin();
        commit.Commit();
        Assert.Throws<InvalidOperationException>(() => commit.Commit());
    }

    [Fact]
    public void Added_columns_are_null_in_older_rows_and_refused_when_not_nullable()
    {
        var table = People();
        Append(table, "select 1::bigint as id, 'a' as name");
        table.Begin().AddColumns(new Column("age", DeltaType.Integer)).Commit();
        Append(table, "select 2::bigint as id, 'b' as name, 42::int as age");
        Assert.Equal(["1|a|null", "2|b|42"], Lines(table.Read().ScanSql()));
        Assert.Throws<DeltaTypeException>(() => table.Begin().AddColumns(new Column("strict", DeltaType.Integer, Nullable: false)));
        Assert.Throws<DeltaTypeException>(() => table.Begin().AddColumns(new Column("ID", DeltaType.Integer)));
    }

    [Fact]
    public void History_changes_and_older_versions_tell_what_happened()
    {
        var table = People();
        Clock.Now = Clock.Now.AddHours(1);
        Append(table, "select 1::bigint as id, 'a' as name", c => c.Info("INGEST", new Dictionary<string, object?> { ["types"] = new Dictionary<string, long> { ["placed"] = 1 } }));
        Clock.Now = Clock.Now.AddHours(1);
        var gone = table.Read().Files[0];
        table.Begin().Remove(gone).Info("DELETE").Commit();

        Assert.Equal(["DELETE", "INGEST", "CREATE TABLE"], table.History().Select(h => h.Operation));
        Assert.Equal(2, table.History(2).Count);
        Assert.Equal(1, table.History()[1].Info!.Value.GetProperty("types").GetProperty("placed").GetInt64());
        var changes = table.Changes(0, 2);
        Assert.Equal([1, 2], changes.Select(c => c.Version));
        Assert.Equal(["1|a"], Lines(table.Read().ScanSql(changes[1].Removed)));
        Assert.Equal(["1|a"], Lines(table.ReadVersion(1).ScanSql()));
        Assert.Empty(Lines(table.Read().ScanSql()));
        Assert.Equal(1, table.ReadAt(Clock.Now.AddMinutes(-1)).Version);
        Assert.Equal(2, table.ReadAt(Clock.Now).Version);
        Assert.Throws<DeltaVersionException>(() => table.ReadAt(Clock.Now.AddDays(-1)));
        Assert.Throws<DeltaVersionException>(() => table.ReadVersion(3));
        Assert.Throws<DeltaVersionException>(() => table.Changes(0, 3));
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_turn_the_order_of_versions()
    {
        var table = People();
        Clock.Now = Clock.Now.AddDays(-1);
        Append(table, "select 1::bigint as id, 'a' as name");
        Assert.True(table.ReadVersion(1).Timestamp > table.ReadVersion(0).Timestamp);
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("operation")]
    public void Keys_that_the_commit_sets_itself_are_refused_in_its_info(string key) =>
        Assert.Throws<ArgumentException>(() => People().Begin().Info("X", new Dictionary<string, object?> { [key] = 1 }));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("_hidden")]
    public void A_table_name_is_a_plain_folder_name(string name) => Assert.Throws<ArgumentException>(() => Lake.Table(name));
}
