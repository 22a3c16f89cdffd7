using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class DuckSqlTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public DuckSqlTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<string> Texts =>
    [
        "'", "''", "\"", "\\'", "a\nb\t", "$1 ? $name", "-- no comment", "/* nor this", "站'; drop table t; --", "{braces}", "order", "a.b", "🚇", "%_", " ",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Quoted_text_is_the_text_and_nothing_else(string text)
    {
        Assert.Equal(text, _connection.Scalar<string>($"select {DuckSql.Literal(text)}"));
        Assert.Equal([text, "x"], _connection.Scalar<List<object?>>($"select {DuckSql.List([text, "x"])}"));
        using var reader = _connection.ReadChunks($"select 1 as {DuckSql.Identifier(text)}");
        Assert.Equal(text, Assert.Single(reader.Columns).Name);
    }

    [Fact]
    public void Random_text_survives_quoting()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => "'\"\\;-$?站a "[random.Next(10)]));
            Assert.True(text == _connection.Scalar<string>($"select {DuckSql.Literal(text)}"), $"seed {seed}: {text}");
        }
    }

    [Fact]
    public void Nul_and_the_empty_name_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DuckSql.Literal("a\0b"));
        Assert.Throws<ArgumentException>(() => DuckSql.Identifier("a\0b"));
        Assert.Throws<ArgumentException>(() => DuckSql.Identifier(""));
        Assert.Equal("", _connection.Scalar<string>($"select {DuckSql.Literal("")}"));
    }

    [Fact]
    public void An_empty_list_keeps_its_type() =>
        Assert.Equal("VARCHAR[]", _connection.Scalar<string>($"select typeof({DuckSql.List([])})"));
}
