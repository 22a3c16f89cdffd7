using System.Runtime.Versioning;
using System.Text;
using RailLife.Contracts;

namespace RailLife.Tests.Contracts;

public sealed class PrivacyTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("raillife-keys-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact, UnsupportedOSPlatform("windows")]
    public void Everybody_who_races_for_a_new_ring_gets_the_same_and_nothing_is_left_over()
    {
        var hashes = new string[16];
        Parallel.For(0, hashes.Length, i => hashes[i] = new PersonalHash(KeyRing.Open(data)).Of(PersonalKind.Mobile, "13800138000"));
        Assert.Single(hashes.Distinct());
        var file = Assert.Single(Directory.GetFiles(Path.Combine(data, "keys")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"half\":")]
    [InlineData("[{\"Id\":\"k1\",\"HashSecret\":\"AAAA\",\"SealSecret\":\"AAAA\"}]")]
    public void A_file_that_is_no_ring_stops_and_is_not_overwritten(string content)
    {
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        var path = Path.Combine(data, "keys", "ring.json");
        File.WriteAllText(path, content);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => KeyRing.Open(data)).Message);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Theory]
    [InlineData(PersonalKind.Mobile, "+86 138-0013-8000", "13800138000", true)]
    [InlineData(PersonalKind.Mobile, "13800138001", "13800138000", false)]
    [InlineData(PersonalKind.Email, " Anna@Example.com", "anna@example.com", true)]
    [InlineData(PersonalKind.Address, "::ffff:93.180.71.3", "93.180.71.3", true)]
    [InlineData(PersonalKind.Address, "2001:DB8:0::1", "2001:db8::1", true)]
    public void Spellings_of_one_value_hash_alike(PersonalKind kind, string one, string other, bool isSame)
    {
        var hash = new PersonalHash(KeyRing.Open(data));
        Assert.Equal(isSame, hash.Of(kind, one) == hash.Of(kind, other));
        Assert.True(PersonalHash.IsHash(Encoding.ASCII.GetBytes(hash.Of(kind, one))));
        Assert.NotEqual(hash.Of(PersonalKind.Name, one), hash.Of(kind, one));
    }

    [Theory]
    [InlineData("13800138000")]
    [InlineData("k1:short")]
    [InlineData("K1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/")]
    [InlineData("k:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_keyed_hash_is_seen(string text) => Assert.False(PersonalHash.IsHash(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public void Sealed_bytes_open_again_and_show_nothing(int length)
    {
        var sealer = new RawSealer(KeyRing.Open(data));
        var raw = Encoding.ASCII.GetBytes(new string('x', length));
        var sealedText = sealer.Seal(raw);
        Assert.Equal(raw, sealer.Open(sealedText));
        Assert.NotEqual(sealedText, sealer.Seal(raw));
        Assert.DoesNotContain("eHh4", sealedText);
    }

    [Fact]
    public void Sealed_bytes_that_changed_or_came_from_elsewhere_do_not_open()
    {
        var sealer = new RawSealer(KeyRing.Open(data));
        var bytes = Convert.FromBase64String(sealer.Seal("secret"u8));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => sealer.Open(Convert.ToBase64String(changed)));
        }
        Assert.Throws<InvalidDataException>(() => sealer.Open("secret in clear"));
        var elsewhere = Directory.CreateTempSubdirectory("raillife-keys-");
        Assert.Throws<InvalidDataException>(() => new RawSealer(KeyRing.Open(elsewhere.FullName)).Open(Convert.ToBase64String(bytes)));
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void Personal_fields_from_outside_are_hashed_and_all_else_stays_byte_for_byte()
    {
        var hash = new PersonalHash(KeyRing.Open(data));
        var clear = """{ "data" : {"member_id":"m-1", "kind":"member","mobile": "138\u0030\u0030138000", "x":[1,{"mobile":"free"}]}, "type":"raillife.member.registered.v1" }""";
        var hashed = Encoding.UTF8.GetString(new PersonalFields(hash).Protect(Encoding.UTF8.GetBytes(clear)).Span);
        Assert.Equal(clear.Replace("138\\u0030\\u0030138000", hash.Of(PersonalKind.Mobile, "13800138000")), hashed);
        Assert.Equal(hashed, Encoding.UTF8.GetString(new PersonalFields(hash).Protect(Encoding.UTF8.GetBytes(hashed)).Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"raillife.member.registered.v1\",\"data\":{\"mobile\":\"138")]
    [InlineData("{\"type\":\"raillife.member.registered.v1\",\"data\":{\"mobile\":7}}")]
    [InlineData("{\"type\":\"raillife.order.paid.v1\",\"data\":{}}")]
    public void What_is_no_known_event_is_left_to_the_checker(string json)
    {
        var raw = Encoding.UTF8.GetBytes(json);
        Assert.Equal(raw, new PersonalFields(new PersonalHash(KeyRing.Open(data))).Protect(raw).ToArray());
    }

    [Fact]
    public void Ids_rise_even_when_the_clock_stands_still_and_a_seed_repeats_them()
    {
        var clock = new StandingClock();
        var ids = new IdSource(clock, seed: 7);
        var made = Enumerable.Range(0, 10_000).Select(_ => ids.Next()).ToList();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.All(made, id => Assert.Equal((7, '7'), (Guid.Parse(id).Version, id[14])));
        var again = new IdSource(clock, seed: 7);
        Assert.Equal(made[..100], Enumerable.Range(0, 100).Select(_ => again.Next()));
        Assert.NotEqual(new IdSource(clock).Next(), new IdSource(clock).Next());
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Samples.Noon;
    }
}
