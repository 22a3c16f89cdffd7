using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Where the buyer came from, as his client tells it.</summary>
/// <param name="Path">Pages from browsing to submitting, the first one first.</param>
/// <param name="Referrer">The address that sent him; only its host is kept.</param>
internal sealed record SourceAsk([Items(0, 20)] IReadOnlyList<string>? Path, string? Website, string? Keyword, [Text(2000)] string? Referrer);

/// <summary>Writes down an order's source. Catalogue ORD-18.</summary>
internal sealed class AttributeOrder(OrdersParts parts)
{
    public async Task RunAsync(Call call, CoreTransaction tx, OrderRow root, SourceAsk? source)
    {
        var told = new OrderAttributed(root.Id, call.Channel, [.. (source?.Path ?? []).Select(Bare)], source?.Website, source?.Keyword, HostOf(source?.Referrer));
        await tx.ExecuteAsync("insert into order_source (order_id, channel, path, website, keyword, referrer_host) values (@OrderId, @Channel, @Path, @Website, @Keyword, @ReferrerHost)",
            new { told.OrderId, told.Channel, Path = Words.ListOf(told.Path), told.Website, told.Keyword, told.ReferrerHost });
        parts.Events.Tell(tx, parts.Header(tx, call.Actor, root) with { TraceParent = call.TraceParent }, told);
    }

    // What follows a question mark can carry anything personal.
    private static string Bare(string page) => page.Split('?', '#')[0] is { Length: > 0 } bare ? bare : "/";

    private static string? HostOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length is > 0 and <= 200 ? uri.Host : null;
}
