namespace RailLife.Tests.Commerce.Merchants;

/// <summary>Catalogue PLT-06: formats are associated with circles.</summary>
public class CircleFormatsTests
{
    private const string Circle = """{"station_name":{"en":"Convention Centre"},"latitude_microdegrees":22530000,"longitude_microdegrees":114060000""";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merchant_comes_only_to_a_circle_that_has_a_place_for_its_format(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var staff = server.StaffToken();
        await server.SendAsync("PUT", "/v1/formats/take-away", staff, """{"name":{"en":"Take-away"},"is_physical":true}""");
        Task<ServerAnswer> RegisterAsync() => server.SendAsync("POST", "/v1/merchants", staff, """{"name":{"en":"Shop"},"kind":"onboarded","circle_id":7,"format":"online-retail"}""");
        Assert.Equal(200, (await RegisterAsync()).Status);

        Assert.Equal("unknown-format", (await server.SendAsync("PUT", "/v1/circles/7", staff, $$"""{{Circle}},"formats":["take-away","gambling"]}""", ifMatch: 1)).Code);
        Assert.Equal(["take-away"], Formats(await server.SendAsync("PUT", "/v1/circles/7", staff, $$"""{{Circle}},"formats":["take-away","take-away"]}""", ifMatch: 1)));

        Assert.Equal("format-not-in-circle", (await RegisterAsync()).Code);
        Assert.Equal(200, (await server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}", staff, """{"name":{"en":"It stays"}}""", ifMatch: 1)).Status);
        Assert.Equal(["take-away"], Ids(await server.SendAsync("GET", "/v1/formats?circle=7", null)));
        Assert.Equal(["online-retail", "take-away"], Ids(await server.SendAsync("GET", "/v1/formats?circle=8", null)));
        Assert.Equal("bad-parameter", (await server.SendAsync("GET", "/v1/formats?circle=x", null)).Code);
        Assert.Equal(["take-away"], Formats(await server.SendAsync("PUT", "/v1/circles/7", staff, $$"""{{Circle}}}""", ifMatch: 2)));

        Assert.Empty(Formats(await server.SendAsync("PUT", "/v1/circles/7", staff, $$"""{{Circle}},"formats":[]}""", ifMatch: 3)));
        Assert.Equal(200, (await RegisterAsync()).Status);
        var told = (await shop.EventsAsync()).Where(e => e.Type == "tod.saved").Select(e => e.Json).ToList();
        Assert.Contains("\"formats\":[\"take-away\"]", told[1], StringComparison.Ordinal);
    }

    private static List<string?> Formats(ServerAnswer circle) => [.. circle.Body.GetProperty("formats").EnumerateArray().Select(f => f.GetString())];

    private static List<string?> Ids(ServerAnswer formats) => [.. formats.Body.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("id").GetString())];
}
