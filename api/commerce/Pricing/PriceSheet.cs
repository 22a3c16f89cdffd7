namespace RailLife.Commerce.Pricing;

/// <summary>The working sheet of one calculation: what is left of every line, and who took what.</summary>
internal sealed class PriceSheet
{
    private readonly List<PriceEffect> effects = [];
    private readonly long[] goods;
    private readonly long[] pointsUsed;
    private readonly Dictionary<Column, long[]> columns = [];

    public PriceSheet(PriceRequest request)
    {
        Lines = [.. request.Lines.OrderBy(l => l.LineId, StringComparer.Ordinal)];
        goods = [.. Lines.Select(l => l.Quantity * l.UnitPriceMinor)];
        Left = [.. goods];
        pointsUsed = new long[Lines.Length];
        foreach (var column in Enum.GetValues<Column>()) columns[column] = new long[Lines.Length];
    }

    /// <summary>In the order of their ids, so that equal remainders fall alike however the cart is sorted.</summary>
    public PriceLine[] Lines { get; }

    /// <summary>Minor units per line after the lanes so far.</summary>
    public long[] Left { get; }

    public List<WhyNot> WhyNot { get; } = [];
    public List<PriceBlock> Blocks { get; } = [];
    public List<GivenGift> Gifts { get; } = [];

    /// <summary>Indexes of the lines that something is about.</summary>
    public int[] Covered(Func<PriceLine, bool> covers) => [.. Enumerable.Range(0, Lines.Length).Where(i => covers(Lines[i]))];

    public long LeftOf(int[] lines)
    {
        var sum = 0L;
        foreach (var i in lines) sum += Left[i];
        return sum;
    }

    public long PiecesOf(int[] lines)
    {
        var sum = 0L;
        foreach (var i in lines) sum += Lines[i].Quantity;
        return sum;
    }

    /// <summary>Splits an amount over lines by weight, never more than is left of a line, and takes it off.</summary>
    /// <returns>Shares in the order of <paramref name="lines"/>.</returns>
    public long[] TakeOff(Column column, int[] lines, long amount, IReadOnlyList<long>? weights = null, IReadOnlyList<long>? caps = null)
    {
        long[] left = [.. lines.Select(i => Left[i])];
        var shares = Allocation.LargestRemainder(amount, weights ?? left, caps ?? left);
        for (var k = 0; k < lines.Length; k++)
        {
            columns[column][lines[k]] += shares[k];
            Left[lines[k]] -= shares[k];
        }
        return shares;
    }

    /// <summary>Splits what is added to lines or only remembered there: freight, worth of gifts.</summary>
    public long[] Note(Column column, int[] lines, long amount, IReadOnlyList<long> weights)
    {
        var shares = Allocation.LargestRemainder(amount, weights);
        for (var k = 0; k < lines.Length; k++) columns[column][lines[k]] += shares[k];
        return shares;
    }

    public void NotePoints(int[] lines, long points, long[] shares)
    {
        var perLine = Allocation.LargestRemainder(points, shares);
        for (var k = 0; k < lines.Length; k++) pointsUsed[lines[k]] += perLine[k];
    }

    public long[] GoodsOf(int[] lines) => [.. lines.Select(i => goods[i])];

    public void Effect(Lane lane, string ruleId, long ruleVersion, string? couponId, Issuer issuer, string? merchantId, int[] lines, long[] shares, long[]? units = null)
    {
        var list = new List<EffectShare>(lines.Length);
        for (var k = 0; k < lines.Length; k++) list.Add(new(Lines[lines[k]].LineId, Lines[lines[k]].SkuId, shares[k], units?[k] ?? 0));
        effects.Add(new(lane, ruleId, ruleVersion, couponId, issuer, merchantId, shares.Sum(), units?.Sum() ?? 0, list));
    }

    public PriceResult Result(string currency)
    {
        var priced = new List<PricedLine>(Lines.Length);
        var total = PriceAmounts.Zero;
        for (var i = 0; i < Lines.Length; i++)
        {
            var amounts = new PriceAmounts(goods[i], columns[Column.Promotion][i], columns[Column.Coupon][i], columns[Column.Member][i], columns[Column.Points][i],
                pointsUsed[i], columns[Column.Freight][i], columns[Column.GiftValue][i]);
            total = total.Plus(amounts);
            priced.Add(new(Lines[i].LineId, Lines[i].SkuId, Lines[i].MerchantId, Lines[i].Quantity, amounts));
        }
        return new(currency, total, priced, effects, Gifts, WhyNot, Blocks);
    }
}

/// <summary>Under which heading of the amounts a share is counted.</summary>
internal enum Column
{
    Promotion,
    Coupon,
    Member,
    Points,
    Freight,
    GiftValue,
}
