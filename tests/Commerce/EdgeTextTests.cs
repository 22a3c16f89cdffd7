namespace RailLife.Tests.Commerce;

/// <summary>Texts that a database would choke on are refused at the edge, on both databases alike.</summary>
public class EdgeTextTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_text_that_no_column_takes_is_refused_with_a_code(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var staff = server.StaffToken();

        foreach (var (path, code) in new[] { ("/v1/products?q=a%00b", "bad-parameter"), ("/v1/products?merchant=%00", "bad-parameter"), ("/v1/manage/products?cursor=AGI", "bad-parameter") })
        {
            var answer = await server.SendAsync("GET", path, staff);
            Assert.Equal((400, code), (answer.Status, answer.Code));
        }
        foreach (var name in new[] { @"a\u0000b", @"\u0000", @"\ud800", @"\udc00\ud800" })
        {
            var answer = await server.SendAsync("PUT", "/v1/formats/tea", staff, $$$"""{"name":{"en":"{{{name}}}"},"is_physical":true}""");
            Assert.True(answer is { Status: 400, Code: "invalid-field" or "bad-json" }, $"{name}: {answer.Text}");
        }
        // A backslash and five characters are no NUL.
        Assert.Equal(200, (await server.SendAsync("PUT", "/v1/formats/tea", staff, """{"name":{"en":"a\\u0000b"},"is_physical":true}""")).Status);
    }
}
