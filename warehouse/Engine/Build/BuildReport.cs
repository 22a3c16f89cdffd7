using System.Globalization;
using System.Text;

namespace RailLife.Warehouse;

/// <summary>What a build did, or would do, to one model.</summary>
public enum BuildMode { Skip, View, Append, ByKey, Table, Full, Failed, Blocked }

/// <param name="Reason">Why this mode: what changed, or what is wrong.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Files">Files written.</param>
/// <param name="Version">The table's version afterwards; -1 = it has none.</param>
public sealed record ModelResult(string Model, BuildMode Mode, string Reason, long Rows, int Files, long Millis, long Version);

/// <summary>One build, models in the order of building.</summary>
public sealed record BuildReport(IReadOnlyList<ModelResult> Models, DateTimeOffset StartedAt, long Millis)
{
    /// <summary>False when a model failed; its old rows are still what readers see.</summary>
    public bool Succeeded => Models.All(m => m.Mode is not (BuildMode.Failed or BuildMode.Blocked));

    /// <summary>True when some table has new rows.</summary>
    public bool Changed => Models.Any(m => m.Mode is BuildMode.Append or BuildMode.ByKey or BuildMode.Table or BuildMode.Full);

    /// <summary>A line per model, for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var m in Models)
            text.Append(CultureInfo.InvariantCulture, $"{m.Model,-28} {Word(m.Mode),-8} {m.Rows,12:N0} rows {m.Files,3} files {m.Millis,7:N0} ms  {m.Reason}").AppendLine();
        return text.ToString();
    }

    private static string Word(BuildMode mode) => mode == BuildMode.ByKey ? "by key" : mode.ToString().ToLowerInvariant();
}

/// <summary>What to build.</summary>
/// <param name="Select">As <see cref="ModelGraph.Select"/> reads it; null = all.</param>
/// <param name="Full">Rebuild everything selected from its whole sources.</param>
/// <param name="Failed">Models that earlier builds could not publish: what reads one of them is not built, unless it is selected too.</param>
public sealed record BuildRequest(string? Select = null, bool Full = false, IReadOnlySet<string>? Failed = null);

/// <summary>How builds behave.</summary>
public sealed record BuildOptions
{
    /// <summary>When more than this share of a model's rows would be replaced, it is rebuilt in full.</summary>
    public double ReplacedShareMax { get; init; } = 0.5;

    /// <summary>A keyed model is computed in ranges of its key of about so many rows of what it reads: a range's joins have to fit into the build's memory.</summary>
    public long SliceRows { get; init; } = 2_000_000;

    /// <summary>A model that had nothing to do still records its sources' versions after this many, so that it never has to look far back.</summary>
    public int IdleVersionsMax { get; init; } = 64;

    /// <summary>Files smaller than this are merged when an increment rewrites them.</summary>
    public long SmallFileBytes { get; init; } = 32L << 20;

    /// <summary>Called at the moments "build" (files written, not yet committed) and "built", so that tests can kill the process there.</summary>
    public Action<string>? Moment { get; init; }
}

/// <summary>A check refused a model's new rows; the old ones stay visible.</summary>
public sealed class ModelCheckException(string message) : Exception(message);
