namespace RailLife.Bench.Frame;

/// <summary>One measured figure. <c>Ratio</c> = value / baseline of the same run; null where nothing stands beside it.</summary>
public sealed record BenchRow(string Name, double Value, string Unit, double? Baseline = null, double? Ratio = null)
{
    /// <summary>A figure with its baseline; the ratio follows from both.</summary>
    public static BenchRow Beside(string name, double value, string unit, double baseline) => new(name, value, unit, baseline, value / baseline);
}

/// <param name="Scale">Share of the full size, (0..1]; results of a smaller run say so.</param>
/// <param name="Folder">Scratch folder of this run; removed at the end.</param>
/// <param name="Only">The one part to measure, of a bench that has parts; null = all.</param>
public sealed record BenchOptions(double Scale, string Folder, Action<string> Say, string? Only = null)
{
    public bool Wants(string part) => Only is null || Only == part;
}

/// <summary>A measurement that anyone can repeat: <c>raillife bench NAME</c>.</summary>
public sealed record Bench(string Name, string Summary, Func<BenchOptions, CancellationToken, Task<IReadOnlyList<BenchRow>>> RunAsync);
