namespace RailLife.Commerce.Stock;

/// <param name="Free">Pieces that can still be promised.</param>
/// <param name="RegionMatch">Length of the longest region of the warehouse that the address begins with; -1 = it delivers elsewhere.</param>
internal sealed record FreeStock(string SkuId, string WarehouseId, string ProductId, long Free, long Priority, int RegionMatch);

/// <summary>Which warehouse gives what: the nearest by region, then by priority; a line comes from one warehouse when any has enough, else from several.</summary>
/// <remarks>Catalogue PRD-06, Z-7. Two lines of one variant share what is free.</remarks>
internal static class AllocateStock
{
    /// <summary>Allocations in the order of the lines, or the first line that cannot be had and what is free of it.</summary>
    public static (IReadOnlyList<StockAllocation> Allocations, StockLine? Short, long Free) Decide(IReadOnlyList<StockLine> lines, IReadOnlyList<FreeStock> stock)
    {
        var left = stock.ToDictionary(s => (s.SkuId, s.WarehouseId), s => s.Free);
        var nearest = stock.OrderByDescending(s => s.RegionMatch).ThenBy(s => s.Priority).ThenBy(s => s.WarehouseId, StringComparer.Ordinal).ToLookup(s => s.SkuId);
        var allocations = new List<StockAllocation>();
        foreach (var line in lines)
        {
            var places = nearest[line.SkuId].ToList();
            var free = places.Sum(p => left[(p.SkuId, p.WarehouseId)]);
            if (free < line.Quantity) return ([], line, free);
            var whole = places.FirstOrDefault(p => left[(p.SkuId, p.WarehouseId)] >= line.Quantity);
            var open = line.Quantity;
            foreach (var place in whole is null ? places : [whole])
            {
                var taken = Math.Min(open, left[(place.SkuId, place.WarehouseId)]);
                if (taken == 0) continue;
                left[(place.SkuId, place.WarehouseId)] -= taken;
                open -= taken;
                allocations.Add(new StockAllocation(line.LineNo, line.SkuId, place.WarehouseId, taken));
                if (open == 0) break;
            }
        }
        return (allocations, null, 0);
    }
}
