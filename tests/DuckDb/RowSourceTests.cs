using System.Text;
using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class RowSourceTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new() { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public RowSourceTests() => _connection = _database.Connect();

    private delegate void Misuse(RowChunk chunk);

    [Fact]
    public void A_source_that_throws_fails_the_query_and_the_connection_goes_on()
    {
        Assert.Contains("the third shelf is empty", FailureOf(_ => throw new InvalidDataException("the third shelf is empty")), StringComparison.Ordinal);
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_wrong_type_a_row_beyond_the_chunk_and_a_text_beyond_its_block_are_refused()
    {
        Assert.Contains("declared BigInt", FailureOf(chunk => chunk.Column(0, DuckDbType.Varchar)), StringComparison.Ordinal);
        Assert.Contains("use the Set of the column's type", FailureOf(chunk => chunk.Column(0, DuckDbType.BigInt).Set(0, 1)), StringComparison.Ordinal);
        Assert.Contains("a chunk has rows", FailureOf(chunk => chunk.Column(0, DuckDbType.BigInt).Set(chunk.Capacity, 1L)), StringComparison.Ordinal);
        Assert.Contains("beyond its block", FailureOf(chunk => chunk.Column(1, DuckDbType.Varchar).SetText(0, new PinnedBytes(4), 2, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_was_disposed_is_named()
    {
        var rows = _connection.OpenSource(new Source([]));
        rows.Dispose();
        Assert.Contains("it was disposed", Assert.Throws<DuckDbException>(() => _connection.Rows($"from {rows.Sql}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_a_source_cannot_give_is_refused_before_any_query()
    {
        Assert.Throws<NotSupportedException>(() => _connection.OpenSource(new Source([], type: DuckDbType.Decimal)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_048)]
    [InlineData(5_000)]
    public void Rows_come_out_as_they_went_in_texts_of_every_length_and_nulls_among_them(int count)
    {
        var texts = Enumerable.Range(0, count).Select(i => i % 7 == 3 ? null : string.Concat(Enumerable.Repeat("城a", i % 23)) + new string('x', i % 2)).ToList();
        using var rows = _connection.OpenSource(new Source(texts));
        var found = _connection.Rows($"select number, text from {rows.Sql} order by number");
        Assert.Equal(texts.Select((text, i) => ((object)(long)i, (object?)text)), found.Select(r => (r[0]!, r[1])));
    }

    [Fact]
    public void Short_texts_are_grouped_by_their_own_bytes_whatever_stands_behind_them()
    {
        using var rows = _connection.OpenSource(new Source([.. Enumerable.Range(0, 3_000).Select(i => i % 2 == 0 ? "ab" : "abc")]));
        Assert.Equal([["ab", 1_500L], ["abc", 1_500L]], _connection.Rows($"select text, count(*) from {rows.Sql} group by text order by text"));
    }

    [Fact]
    public void A_source_is_read_once()
    {
        using var rows = _connection.OpenSource(new Source(["a"]));
        Assert.Equal(1L, _connection.Scalar<long>($"select count(*) from {rows.Sql}"));
        Assert.Equal(0L, _connection.Scalar<long>($"select count(*) from {rows.Sql}"));
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private string FailureOf(Misuse misuse)
    {
        using var rows = _connection.OpenSource(new Source(["a"], misuse));
        return Assert.Throws<DuckDbException>(() => _connection.Rows($"from {rows.Sql}")).Message;
    }

    /// <summary>Texts in one block, numbered.</summary>
    private sealed class Source : IRowSource
    {
        private readonly IReadOnlyList<string?> _texts;
        private readonly Misuse? _misuse;
        private readonly PinnedBytes _block;
        private readonly List<(int Start, int Length)> _places = [];
        private int _done;

        public Source(IReadOnlyList<string?> texts, Misuse? misuse = null, DuckDbType type = DuckDbType.Varchar)
        {
            (_texts, _misuse) = (texts, misuse);
            Columns = [("number", DuckDbType.BigInt), ("text", type)];
            var bytes = texts.Select(t => Encoding.UTF8.GetBytes(t ?? "")).ToList();
            _block = new PinnedBytes(bytes.Sum(b => b.Length));
            var at = 0;
            foreach (var text in bytes)
            {
                text.CopyTo(_block.Span[at..]);
                _places.Add((at, text.Length));
                at += text.Length;
            }
        }

        public IReadOnlyList<(string Name, DuckDbType Type)> Columns { get; }

        public int Fill(RowChunk chunk)
        {
            _misuse?.Invoke(chunk);
            var count = Math.Min(_texts.Count - _done, chunk.Capacity);
            var number = chunk.Column(0, DuckDbType.BigInt);
            var text = chunk.Column(1, DuckDbType.Varchar);
            for (var i = 0; i < count; i++)
            {
                number.Set(i, (long)(_done + i));
                if (_texts[_done + i] is null) text.SetNull(i);
                else text.SetText(i, _block, _places[_done + i].Start, _places[_done + i].Length);
            }
            _done += count;
            return count;
        }
    }
}
