using RailLife.Commerce.Points;

namespace RailLife.Tests.Commerce.Points;

/// <summary>Laws I-17..I-21 over random histories, against a plain model that knows no database, and under racing calls.</summary>
public class PointsLawTests
{
    private const string M = "m-1";

    public static TheoryData<string> Both => Databases.Both;

    [Theory, MemberData(nameof(Both))]
    public async Task Random_histories_agree_with_the_plain_model(string kind)
    {
        var seed = Environment.TickCount;
        for (var history = 0; history < 4; history++)
        {
            await using var points = await PointsBed.StartAsync(kind);
            await new PointsHistory(points, seed + history).RunAsync(steps: 60);
        }
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Racing_spenders_never_spend_a_point_twice(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        for (var i = 0; i < 5; i++) await points.EarnAsync(M, 20, $"earn/{i}", days: 10 + i);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
            (i % 2 == 0 ? await points.SpendAsync(M, 7, $"use/{i}") : await points.HoldAsync(M, 7, $"order/{i}")).IsDone)));
        Assert.Equal(100 / 7, outcomes.Count(done => done));
        Assert.Equal(100 % 7, await points.AvailableAsync(M));
        await points.BooksAgreeAsync(M);
    }

    [Theory, MemberData(nameof(Both))]
    public async Task Racing_earnings_refunds_and_spendings_leave_books_that_agree(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.BuyAsync(M, 300, 30_000, "order/0");
        await Task.WhenAll(Enumerable.Range(1, 60).Select(i => Task.Run(async () =>
        {
            if (i % 4 == 0) await points.EarnAsync(M, 10, $"earn/{i}");
            else if (i % 4 == 1) await points.SpendAsync(M, 25, $"use/{i}");
            else if (i % 4 == 2) await points.RefundAsync(M, "order/0", 2_000, $"refund/{i}");
            else await points.ReturnAsync(M, 5, $"use/{i - 2}", $"back/{i}");
        })));
        await points.BooksAgreeAsync(M);
        // Fifteen refunds of 2,000 are the whole 30,000: what the purchase gave is taken back to the last point.
        Assert.Equal(300, await points.Bed.ReadAsync(tx => tx.GetAsync<long>("select taken_back from points_lot where reference = 'order/0'")));
    }

    [Theory, MemberData(nameof(Both))]
    public async Task A_reference_that_races_counts_once(string kind)
    {
        await using var points = await PointsBed.StartAsync(kind);
        await points.BuyAsync(M, 100, 10_000, "order/1");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => points.EarnAsync(M, 50, "once"))));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => points.SpendAsync(M, 70, "use-once"))));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => points.RefundAsync(M, "order/1", 5_000, "refund-once"))));
        Assert.Equal(100 + 50 - 70 - 50, await points.BalanceAsync(M));
        await points.BooksAgreeAsync(M);
    }
}
