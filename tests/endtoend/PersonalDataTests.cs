using System.Text;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.EndToEnd;

/// <summary>A member gives phone, name, identity number and address: the event log and the lake hold none of it in clear, and know him by keyed hashes.</summary>
/// <remarks>Catalogue MBR-01, MBR-25, ORD-01; on the product's own binary, from the call over HTTP to the lake's files.</remarks>
public sealed class PersonalDataTests
{
    private const string Phone = "13900007777";
    private const string ReceiverPhone = "13911112222";
    private const string Name = "欧阳小明";
    private const string IdentityNumber = "11010519491231002X";
    private const string Receiver = "诸葛收货";
    private const string Street = "幸福里七号楼三零二室";
    private static readonly string[] Secrets = [Phone, ReceiverPhone, Name, IdentityNumber, Receiver, Street];

    [Fact]
    public async Task Nothing_personal_is_in_clear_in_the_log_and_the_lake_and_the_hashes_are_where_they_belong()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var platform = await RunningBinary.UpAsync(ct);
        using var http = new HttpClient { BaseAddress = new Uri(platform.Url) };
        var staff = new TradeClient(http, await TokenAsync(platform, "staff:1", ct), ct);
        var day = new ShopperDay(http, staff, merchant => TokenAsync(platform, $"merchant:{merchant}", ct), ct);
        var shops = await day.OpenTwoShopsAsync();
        var member = await day.RegisterAsync(Phone);
        await member.Client.PostAsync("/v1/me/real-name", new { name = Name, identity_number = IdentityNumber });
        var address = await member.Client.PostAsync("/v1/me/addresses", new { receiver = Receiver, phone = ReceiverPhone, province = "广东省", city = "深圳市", district = "南山区", detail = Street, is_default = true });
        await member.Client.PostAsync("/v1/cart/lines", new { sku_id = shops[0].SkuId, quantity = 1 });
        var basket = new { address_id = (string)address["id"]! };
        var preview = await member.Client.PostAsync("/v1/checkout", basket);
        var placed = await member.Client.PostAsync("/v1/orders", new { basket, expected_payable_minor = ShopperDay.Payable(preview) }, key: "order-1");
        var order = (string)placed["order_ids"]![0]!;
        await day.PayAsync(member.Client, placed);
        await member.Client.UntilAsync($"/v1/orders/{order}", o => (string)o["state"]! == "wait-ship");
        await UntilAsync(staff, $"select member_id from subject_user where member_id = '{member.Id}' and is_real_name and count_orders = 1");
        Assert.Equal(0, await platform.RunAsync(ct, "check"));

        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
        using var connection = database.Connect();
        var lake = new DeltaLake(Path.Combine(platform.DataFolder, "lake"), TimeProvider.System);
        Assert.Empty(Secrets.SelectMany(secret => FilesWith(platform.DataFolder, secret).Concat(TablesWith(connection, lake, secret))));

        var hash = new PersonalHash(KeyRing.Open(platform.DataFolder));
        Assert.Equal(["dim_member", "ods_member_event"], TablesWith(connection, lake, hash.Of(PersonalKind.Mobile, Phone)).Order());
        Assert.Equal(["ods_member_event"], TablesWith(connection, lake, hash.Of(PersonalKind.IdentityNumber, IdentityNumber)));
        Assert.Equal(["ods_member_event"], TablesWith(connection, lake, hash.Of(PersonalKind.Name, Name)));
        // the search itself finds what is there
        Assert.Contains("ods_order_event", TablesWith(connection, lake, order));
        Assert.Contains(FilesWith(platform.DataFolder, order), file => file.StartsWith("events", StringComparison.Ordinal));
    }

    // Every byte of every file of the log and the lake, in UTF-8 and as JSON may escape it.
    private static IEnumerable<string> FilesWith(string folder, string text)
    {
        var spellings = Spellings(text).Select(Encoding.UTF8.GetBytes).ToList();
        foreach (var path in new[] { "events", "lake" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(folder, part), "*", SearchOption.AllDirectories)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (spellings.Exists(s => bytes.AsSpan(0, read).IndexOf(s) >= 0)) yield return Path.GetRelativePath(folder, path);
        }
    }

    // Parquet is compressed: each row of each table as text, all columns.
    private static IReadOnlyList<string> TablesWith(DuckDbConnection connection, DeltaLake lake, string text)
    {
        var any = string.Join(" or ", Spellings(text).Select(s => $"contains(r::varchar, {DuckSql.Literal(s)})"));
        return [.. lake.Names().Where(name => connection.Scalar<bool>($"select count(*) filter ({any}) > 0 from {lake.Table(name).Read().ScanSql()} r"))];
    }

    private static IEnumerable<string> Spellings(string text)
    {
        var escaped = string.Concat(text.Select(c => c < 128 ? c.ToString() : $"\\u{(int)c:x4}"));
        return new[] { text, escaped, escaped.ToUpperInvariant().Replace("\\U", "\\u", StringComparison.Ordinal) }.Distinct();
    }

    private static async Task UntilAsync(TradeClient caller, string sql)
    {
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); (await caller.PostAsync("/v1/sql", new { sql }))["rows"]!.AsArray().Count == 0; await Task.Delay(200))
            if (DateTimeOffset.UtcNow > end) throw new TimeoutException($"no row comes of: {sql}");
    }

    private static async Task<string> TokenAsync(RunningBinary platform, string who, CancellationToken ct) => (await platform.OutputAsync(ct, "token", "--as", who)).Trim();
}
