using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What an order moves in the books: ordered, shipped, confirmed, and back. That it was paid, Payments post.</summary>
/// <remarks>
/// Catalogue LED-03. What the buyer owes goes receivable to undelivered, undelivered to in delivery, in delivery to the merchant or to own income; what the
/// platform took off at its own cost is paid to the seller at the end. A posting that is refused breaks the use case: the books are never behind.
/// </remarks>
internal sealed class OrderPostings(OrdersParts parts)
{
    /// <returns>The transfer's id; null when nothing is owed.</returns>
    public Task<string?> OrderedAsync(CoreTransaction tx, Actor actor, OrderRow root) => PostAsync(tx, actor, $"order/{root.Id}/ordered", "order-ordered",
        [Posting.Debit(LedgerAccounts.Receivable(root.Currency), root.PayableMinor), Posting.Credit(LedgerAccounts.Undelivered(root.Currency), root.PayableMinor)]);

    /// <summary>It was never paid: nothing is owed.</summary>
    public async Task UnorderedAsync(CoreTransaction tx, Actor actor, OrderRow root)
    {
        if (root.OrderedTransfer is { } transfer) Must(await parts.Ledger.ReverseAsync(tx, actor, transfer, $"order/{root.Id}/unordered", parts.Day(tx).Day));
    }

    public Task ShippedAsync(CoreTransaction tx, Actor actor, OrderRow order) => PostAsync(tx, actor, $"order/{order.Id}/shipped", "order-shipped",
        [Posting.Debit(LedgerAccounts.Undelivered(order.Currency), Kept(order)), Posting.Credit(LedgerAccounts.InDelivery(order.Currency), Kept(order))]);

    /// <summary>The after-sales window is over: the seller has earned what was kept.</summary>
    public async Task ConfirmedAsync(CoreTransaction tx, Actor actor, OrderRow order, IReadOnlyList<PlatformBears> bears)
    {
        var seller = await SellerAsync(tx, order);
        List<Posting> postings = [Posting.Debit(LedgerAccounts.InDelivery(order.Currency), Kept(order)), Posting.Credit(seller, Kept(order))];
        foreach (var cost in bears.Where(b => b.AmountMinor > 0))
        {
            postings.Add(Posting.Debit(LedgerAccounts.PlatformCost(cost.Kind, order.Currency), cost.AmountMinor));
            postings.Add(Posting.Credit(seller, cost.AmountMinor));
        }
        await PostAsync(tx, actor, $"order/{order.Id}/confirmed", "order-confirmed", postings);
    }

    /// <summary>All of it came back and it will never be completed: what was kept, such as freight, is the seller's.</summary>
    public async Task KeptAsync(CoreTransaction tx, Actor actor, OrderRow order) => await PostAsync(tx, actor, $"order/{order.Id}/kept", "order-kept",
        [Posting.Debit(await StandsAsync(tx, order), Kept(order)), Posting.Credit(await SellerAsync(tx, order), Kept(order))]);

    /// <summary>Money is owed back to the buyer: out of where the order stands now.</summary>
    /// <param name="refundId">The refund that pays it.</param>
    public async Task OwedBackAsync(CoreTransaction tx, Actor actor, OrderRow order, string refundId, long amountMinor)
    {
        await PostAsync(tx, actor, $"order/{order.Id}/owed-back/{refundId}", "order-owed-back", [Posting.Debit(await StandsAsync(tx, order), amountMinor), Posting.Credit(LedgerAccounts.Receivable(order.Currency), amountMinor)]);
    }

    /// <summary>What the platform bore of pieces that came back after the seller had been paid for them: it is taken back from him.</summary>
    public async Task UnborneAsync(CoreTransaction tx, Actor actor, OrderRow order, string refundId, IReadOnlyList<PlatformBears> bears)
    {
        var seller = await SellerAsync(tx, order);
        await PostAsync(tx, actor, $"order/{order.Id}/unborne/{refundId}", "order-unborne",
            [.. bears.Where(b => b.AmountMinor > 0).SelectMany(b => (Posting[])[Posting.Debit(seller, b.AmountMinor), Posting.Credit(LedgerAccounts.PlatformCost(b.Kind, order.Currency), b.AmountMinor)])]);
    }

    // The account in which the order's money is now.
    private async Task<LedgerAccount> StandsAsync(CoreTransaction tx, OrderRow order) => order switch
    {
        { CompletedAt: not null } => await SellerAsync(tx, order),
        { ShippedAt: not null } => LedgerAccounts.InDelivery(order.Currency),
        _ => LedgerAccounts.Undelivered(order.Currency),
    };

    private static long Kept(OrderRow order) => order.PaidMinor - order.RefundedMinor;

    private async Task<LedgerAccount> SellerAsync(CoreTransaction tx, OrderRow order) => await parts.Merchants.FindAsync(tx, order.MerchantId) is { Kind: MerchantKind.SelfOperated }
        ? LedgerAccounts.SelfOperatedIncome(order.Currency)
        : LedgerAccounts.MerchantPayable(order.MerchantId, order.Currency);

    private async Task<string?> PostAsync(CoreTransaction tx, Actor actor, string reference, string kind, IReadOnlyList<Posting> postings) =>
        postings.All(p => p.Amount == 0) ? null : Must(await parts.Ledger.PostAsync(tx, actor, new Transfer(reference, kind, parts.Day(tx).Day, postings)));

    private static string Must(Outcome<string> posted) => posted.Value;
}
