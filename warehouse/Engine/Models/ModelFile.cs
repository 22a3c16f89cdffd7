namespace RailLife.Warehouse;

/// <summary>How a model's rows come to be.</summary>
public enum Materialization
{
    /// <summary>Not a model: a lake table that others fill (bronze). Its file states the columns it has while it is empty.</summary>
    Source,

    /// <summary>A named query; costs nothing until it is read.</summary>
    View,

    /// <summary>Computed as a whole each time that a source changed; committed only when its rows differ.</summary>
    Table,

    /// <summary>Each source row gives its rows alone; new source rows are added.</summary>
    Append,

    /// <summary>Rows of touched keys are recomputed from their whole history and replaced.</summary>
    ByKey,
}

/// <summary>Who may see a column.</summary>
public enum PrivacyClass { Public, Internal, Personal }

/// <summary>What a column means: its privacy class, its unit ("minor units", "rows", "id", "none", ...), and its name for people.</summary>
public sealed record ColumnDoc(string Name, PrivacyClass Privacy, string Unit, string Chinese, string English);

/// <summary>A condition that every row of a model fulfils, as SQL over its columns.</summary>
public sealed record RowCheck(string Name, string Condition);

/// <summary>A lake table that a source file describes; events name the topic whose retracted rows (doubles) are left out.</summary>
public sealed record SourceName(string Table, string? Topic);

/// <summary>One model: a SQL query with a header. Names are unique over all folders.</summary>
public sealed record ModelFile
{
    public required string Name { get; init; }

    /// <summary>Where the file lies, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>The free sentences of the header.</summary>
    public required string Description { get; init; }

    /// <summary>The query, <c>ref('x')</c> not yet replaced.</summary>
    public required string Sql { get; init; }

    public required Materialization Materialization { get; init; }

    /// <summary>The columns of <c>incremental by</c>; empty otherwise.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>The columns that name one row.</summary>
    public IReadOnlyList<string> Grain { get; init; } = [];

    /// <summary>Further sets of columns whose values are unique.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Unique { get; init; } = [];

    public IReadOnlyList<string> NotNull { get; init; } = [];

    public IReadOnlyList<RowCheck> Checks { get; init; } = [];

    public IReadOnlyList<ColumnDoc> Columns { get; init; } = [];

    /// <summary>Event types that a staging view reads.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>A staging view's columns that are an envelope column under another name: filters on them reach the scan before any payload is parsed.</summary>
    public IReadOnlyDictionary<string, string> EnvelopeKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Sources joined without the key: any change of theirs rebuilds this model in full.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>For <see cref="Materialization.Table"/>: only source rows (new or left) that fulfil this make it run again.</summary>
    public string? RerunWhen { get; init; }

    public string Owner { get; init; } = "";

    /// <summary>How old the answer may be while the platform runs, null = not promised.</summary>
    public TimeSpan? FreshWithin { get; init; }

    /// <summary>For a source file: the lake tables of this shape.</summary>
    public IReadOnlyList<SourceName> SourceNames { get; init; } = [];

    /// <summary>For a source file: the table whose txn <c>duplicate:NAME</c> says up to which version this source has been checked, and whose rows are retracted.</summary>
    public string? PinnedBy { get; init; }

    /// <summary>What the query reads by <c>ref('x')</c>, each once, in order of appearance.</summary>
    public required IReadOnlyList<string> Refs { get; init; }

    /// <summary>Has rows of its own in the lake.</summary>
    public bool IsStored => Materialization is Materialization.Table or Materialization.Append or Materialization.ByKey;

    /// <summary>Columns of these rooms are read by people and reports, so each is classified.</summary>
    public bool IsPublished => Materialization != Materialization.Source && !Name.StartsWith("stg_", StringComparison.Ordinal);
}
