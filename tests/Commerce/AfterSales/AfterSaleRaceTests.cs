using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Orders;
using RailLife.Tests.Commerce.Orders;

namespace RailLife.Tests.Commerce.AfterSales;

public class AfterSaleRaceTests
{
    private const int Racers = 64;
    private const long Pieces = 20;

    /// <summary>Law I-59 under racing calls: sixty-four applications and audits of one order give back each piece once.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Sixty_four_refunds_of_one_order_give_back_each_piece_once(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind, Pieces);

        var applied = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => counter.ApplyAsync(AfterSaleKind.Refund, 1))));
        Assert.Equal(Pieces, applied.Count(a => a.IsDone));
        Assert.All(applied.Where(a => !a.IsDone), a => Assert.Equal("too-many-returned", a.Refusal!.Code));
        var ids = applied.Where(a => a.IsDone).Select(a => a.Value.Id).ToList();
        var audited = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(() => counter.AuditAsync(ids[i % ids.Count], true))));
        await counter.Mall.WorkAsync();

        Assert.Equal(Pieces, audited.Count(a => a.IsDone));
        Assert.All(audited.Where(a => !a.IsDone), a => Assert.Equal("wrong-after-sale-state", a.Refusal!.Code));
        Assert.Equal(1_000_000, await counter.WalletAsync());
        var order = await counter.OrderAsync();
        Assert.Equal((OrderState.Closed, OrderAfterSale.AllReturned, Pieces * 10_001), (order.State, order.AfterSale, order.RefundedMinor));
        Assert.Equal(Pieces, (await counter.Mall.EventsAsync("refund.completed")).Count);
        Assert.Single(await counter.Mall.EventsAsync("order.closed"));
        await counter.BooksAgreeAsync();
    }

    /// <summary>Of approving, refusing and withdrawing one application one wins.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_approving_refusing_and_withdrawing_one_wins(string kind)
    {
        await using var counter = await Counter.ReceivedAsync(kind);
        var id = (await counter.AppliedAsync(AfterSaleKind.Refund, 3)).Id;

        var won = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(async () => (i % 3) switch
        {
            0 => (await counter.AuditAsync(id, true)).IsDone,
            1 => (await counter.AuditAsync(id, false)).IsDone,
            _ => (await counter.WithdrawAsync(id)).IsDone,
        })));
        await counter.Mall.WorkAsync();

        Assert.Equal(1, won.Count(w => w));
        var view = await counter.ViewAsync(id);
        Assert.Equal(view.State is AfterSaleState.Succeeded ? 1_000_000 : 1_000_000 - 30_003, await counter.WalletAsync());
        Assert.Equal(0, await counter.Mall.NumberAsync("select after_sales_open from order_head"));
        await counter.BooksAgreeAsync();
    }

    /// <summary>Of shipping, cancelling and applying for a refund of all pieces one wins.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_shipping_cancelling_and_applying_one_wins(string kind)
    {
        await using var counter = await Counter.PaidAsync(kind);

        var won = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(async () => (i % 3) switch
        {
            0 => (await counter.Mall.ShipAsync(counter.OrderId, counter.Mall.Merchant())).IsDone ? "shipped" : null,
            1 => (await counter.Mall.CancelAsync(counter.Buyer.Actor, counter.OrderId)).IsDone ? "cancelled" : null,
            _ => (await counter.ApplyAsync(AfterSaleKind.Refund, 3)).IsDone ? "applied" : null,
        })));
        await counter.Mall.WorkAsync();

        // What was shipped can still be applied for, as a refund of goods on their way; nothing else goes together.
        var distinct = won.OfType<string>().Order().ToList();
        Assert.Contains(string.Join(' ', distinct), new[] { "applied", "cancelled", "shipped", "applied shipped" });
        Assert.Equal(distinct.Contains("cancelled") ? 1_000_000 : 1_000_000 - 30_003, await counter.WalletAsync());
        Assert.Equal(distinct.Contains("applied") ? 1 : 0, await counter.Mall.NumberAsync("select after_sales_open from order_head"));
        await counter.BooksAgreeAsync();
    }
}
