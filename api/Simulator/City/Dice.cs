namespace RailLife.Simulator.City;

/// <summary>A stream of random numbers that belongs to one thing - a member's visit, a merchant's fate - and never depends on what else was drawn.</summary>
/// <remarks>SplitMix64 from a hash of the seed and the thing's key: the same key gives the same stream in whatever order the streams are used.</remarks>
public sealed class Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    private Dice(ulong state) => this.state = state;

    /// <param name="kind">What it is drawn for, such as <c>visit</c>.</param>
    public static Dice Of(int seed, string kind, long first = 0, long second = 0, long third = 0)
    {
        unchecked
        {
            var hash = Mix((ulong)seed + Golden);
            foreach (var letter in kind) hash = Mix(hash ^ letter);
            hash = Mix(hash ^ (ulong)first);
            hash = Mix(hash ^ ((ulong)second + Golden));
            return new Dice(Mix(hash ^ ((ulong)third + 2 * Golden)));
        }
    }

    /// <summary>From 0, below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>From 0, below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Unit() * end);

    public double Between(double from, double to) => from + Unit() * (to - from);

    public double Normal(double mean, double deviation) => mean + deviation * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Waiting time of something that happens so often per unit of time.</summary>
    public double Exponential(double rate) => -Math.Log(1 - Unit()) / rate;

    /// <summary>How often something happens that happens <paramref name="mean"/> times on average.</summary>
    public int Poisson(double mean)
    {
        if (mean > 60) return (int)Math.Max(0, Math.Round(Normal(mean, Math.Sqrt(mean))));
        var (limit, product, count) = (Math.Exp(-mean), Unit(), 0);
        for (; product > limit; count++) product *= Unit();
        return count;
    }

    /// <summary>An index, by weights that were added up.</summary>
    /// <param name="sums">Rising; the last one is the whole.</param>
    public int Pick(double[] sums)
    {
        var at = Array.BinarySearch(sums, Unit() * sums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, sums.Length - 1);
    }

    /// <summary>Weights added up, as <see cref="Pick"/> takes them.</summary>
    public static double[] Sums(IReadOnlyList<double> weights)
    {
        var sums = new double[weights.Count];
        for (var i = 0; i < sums.Length; i++) sums[i] = weights[i] + (i == 0 ? 0 : sums[i - 1]);
        return sums;
    }

    private ulong Next()
    {
        unchecked
        {
            state += Golden;
            return Mix(state);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
