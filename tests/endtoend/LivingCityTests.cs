using System.Text.Json;

namespace RailLife.Tests.EndToEnd;

/// <summary>The first thing that a newcomer sees: one command, and a platform on which something happens.</summary>
public sealed class LivingCityTests
{
    private static readonly Dictionary<string, string> Small = new()
    {
        ["RAILLIFE__SIMULATOR__MEMBERS"] = "40", ["RAILLIFE__SIMULATOR__MERCHANTS"] = "8", ["RAILLIFE__SIMULATOR__DAYS"] = "6", ["RAILLIFE__SIMULATOR__VISITSPERMINUTE"] = "600",
    };

    [Fact]
    public async Task On_an_empty_folder_a_city_has_a_history_and_goes_on_living_and_the_books_stay_right()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var platform = await RunningBinary.UpWithCityAsync(ct, Small);
        using var http = new HttpClient { BaseAddress = new Uri(platform.Url) };

        await UntilAsync(http, "select count(*) from subject_order where placed_at < now() - interval 1 hour", n => n > 5, ct);       // what was lived before
        await UntilAsync(http, "select count(*) from subject_order where is_paid and placed_at > now() - interval 1 hour", n => n > 5, ct);   // what is lived now
        await UntilAsync(http, "select count(*) from dim_member where registered_at > now() - interval 1 hour", n => n > 0, ct);
        Assert.Equal(0, await platform.RunAsync(ct, "check"));
        Assert.Equal(0, await platform.RunAsync(ct, "ledger", "verify"));
        Assert.DoesNotContain("raillife/commerce/orders", await platform.OutputAsync(ct, "sql", "select distinct source from ods_order_event where type = 'raillife.order.placed.v1'"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_an_empty_platform_gets_one()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var platform = await RunningBinary.UpAsync(ct, Small);
        Assert.False(Directory.Exists(Path.Combine(platform.DataFolder, "simulator")));
    }

    private static async Task UntilAsync(HttpClient http, string sql, Func<long, bool> isThere, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(150));
        while (true)
        {
            using var answer = await http.PostAsync("/v1/sql", new StringContent(JsonSerializer.Serialize(new { sql }), System.Text.Encoding.UTF8, "application/json"), patience.Token);
            if (answer.IsSuccessStatusCode)
            {
                using var read = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(patience.Token));
                if (isThere(read.RootElement.GetProperty("rows")[0][0].GetInt64())) return;
            }
            await Task.Delay(500, patience.Token);
        }
    }
}
