using System.Text;
using RailLife.Ingest;

namespace RailLife.Tests.Pipeline;

public class Xxh64Tests
{
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void The_hash_is_the_published_one(string text, ulong expected) => Assert.Equal(expected, Xxh64.Of(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Pieces_do_not_run_together()
    {
        Assert.NotEqual(Of("ab", "c"), Of("a", "bc"));
        Assert.NotEqual(Of("", "x"), Of("x", ""));
        Assert.Equal(Of("ab", "c"), Of("ab", "c"));
    }

    private static long Of(params string[] pieces)
    {
        var hash = new Xxh64();
        foreach (var piece in pieces)
        {
            hash.Add(Encoding.UTF8.GetBytes(piece));
        }
        return hash.Value;
    }
}
