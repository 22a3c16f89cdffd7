namespace RailLife.Lake;

/// <summary>Says by name what a table asks for and this room does not know. Reading on regardless would give wrong rows.</summary>
internal static class ProtocolGate
{
    // Features that ask nothing of a reader of one snapshot.
    private static readonly HashSet<string> ReaderKnows = ["vacuumProtocolCheck"];
    private static readonly HashSet<string> WriterKnows = ["appendOnly", "invariants"];

    public static void CheckReader(Protocol protocol, string table)
    {
        if (protocol.MinReader > 3)
        {
            throw new DeltaUnsupportedException(
                $"table {table} asks for reader version {protocol.MinReader}; this reader knows 1, and 3 without unknown features", [$"minReaderVersion {protocol.MinReader}"]);
        }
        // Version 2 brings column mapping only; a table that does map is refused where its metadata is read.
        Refuse(protocol.ReaderFeatures.Where(f => !ReaderKnows.Contains(f)), table, "reading");
    }

    public static void CheckWriter(Protocol protocol, TableMetadata metadata, string table)
    {
        var unknown = protocol.MinWriter switch
        {
            <= 2 => [],
            3 => new[] { "checkConstraints" },
            4 => ["checkConstraints", "changeDataFeed", "generatedColumns"],
            5 or 6 => ["checkConstraints", "changeDataFeed", "generatedColumns", "columnMapping", "identityColumns"],
            7 => protocol.WriterFeatures.Where(f => !WriterKnows.Contains(f)),
            _ => [$"minWriterVersion {protocol.MinWriter}"],
        };
        Refuse(unknown, table, "writing");
        Refuse(metadata.Schema.Columns.Where(c => c.MetadataJson?.Contains("delta.invariants", StringComparison.Ordinal) == true).Select(c => $"invariants of column {c.Name}"), table, "writing");
    }

    private static void Refuse(IEnumerable<string> unknown, string table, string doing)
    {
        var names = unknown.ToList();
        if (names.Count == 0) { return; }
        throw new DeltaUnsupportedException(
            $"{doing} table {table} needs {string.Join(", ", names)} of the Delta protocol, which is not known here; use an engine that knows it, or rewrite the table without", names);
    }
}
