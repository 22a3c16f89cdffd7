namespace RailLife.Commerce.Pricing;

/// <summary>The one way in which an amount is split: whole units, by weight, no unit lost and none made.</summary>
/// <remarks>Catalogue ACT-07d, FUL-29; laws I-01, I-33. Largest remainder (Hamilton).</remarks>
public static class Allocation
{
    /// <summary>
    /// Shares of <paramref name="total"/> in proportion to the weights; a share never passes its cap, and what a cap keeps away goes to the others
    /// by their weights. A unit that is left over goes to the largest remainder, of equal ones to the first: callers put their parts in a stable order.
    /// Weights that are all zero count as equal.
    /// </summary>
    /// <param name="total">Minor units or points, not negative.</param>
    /// <param name="weights">Not negative.</param>
    /// <param name="caps">Null = no caps.</param>
    /// <exception cref="ArgumentException">A number is negative, the lists differ in length, there is no part, or the caps hold less than the total.</exception>
    public static long[] LargestRemainder(long total, IReadOnlyList<long> weights, IReadOnlyList<long>? caps = null)
    {
        Check(total, weights, caps);
        var shares = new long[weights.Count];
        var open = new List<int>(weights.Count);
        for (var i = 0; i < weights.Count; i++)
            if (caps is null || caps[i] > 0) open.Add(i);
        var left = total;
        while (left > 0 && Fill(open, weights, caps, shares, ref left)) { }
        return shares;
    }

    // One round: whoever would pass his cap gets just that and leaves; true = another round is needed for what he did not take.
    private static bool Fill(List<int> open, IReadOnlyList<long> weights, IReadOnlyList<long>? caps, long[] shares, ref long left)
    {
        Int128 sum = 0;
        foreach (var i in open) sum += weights[i];
        var isEven = sum == 0;
        if (isEven) sum = open.Count;
        if (caps is not null && Full(open, weights, caps, shares, isEven, sum, ref left)) return true;
        Deal(open, weights, shares, isEven, sum, left);
        left = 0;
        return false;
    }

    private static bool Full(List<int> open, IReadOnlyList<long> weights, IReadOnlyList<long> caps, long[] shares, bool isEven, Int128 sum, ref long left)
    {
        var round = left;
        var taken = 0L;
        var isFull = open.RemoveAll(i =>
        {
            if ((Int128)round * (isEven ? 1 : weights[i]) <= caps[i] * sum) return false;
            shares[i] = caps[i];
            taken += caps[i];
            return true;
        }) > 0;
        left -= taken;
        return isFull;
    }

    private static void Deal(List<int> open, IReadOnlyList<long> weights, long[] shares, bool isEven, Int128 sum, long left)
    {
        var remainders = new (Int128 Remainder, int Part)[open.Count];
        var given = 0L;
        for (var k = 0; k < open.Count; k++)
        {
            var i = open[k];
            var (quotient, remainder) = Int128.DivRem((Int128)left * (isEven ? 1 : weights[i]), sum);
            shares[i] = (long)quotient;
            given += shares[i];
            remainders[k] = (remainder, i);
        }
        if (given == left) return;
        Array.Sort(remainders, static (a, b) => a.Remainder != b.Remainder ? b.Remainder.CompareTo(a.Remainder) : a.Part.CompareTo(b.Part));
        for (var k = 0; k < left - given; k++) shares[remainders[k].Part]++;
    }

    private static void Check(long total, IReadOnlyList<long> weights, IReadOnlyList<long>? caps)
    {
        if (total < 0 || weights.Count == 0) throw new ArgumentException($"found a total of {total} over {weights.Count} parts; expected one that is not negative, and a part at least", nameof(total));
        if (caps is not null && caps.Count != weights.Count) throw new ArgumentException($"found {caps.Count} caps for {weights.Count} weights", nameof(caps));
        Int128 room = 0;
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] < 0 || caps?[i] < 0) throw new ArgumentException($"part {i}: found weight {weights[i]} and cap {caps?[i]}; expected none below zero", nameof(weights));
            room += caps?[i] ?? 0;
        }
        if (caps is not null && room < total) throw new ArgumentException($"found caps of {room} for a total of {total}", nameof(caps));
    }
}
