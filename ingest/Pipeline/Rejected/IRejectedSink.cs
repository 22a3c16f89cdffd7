using RailLife.Contracts;

namespace RailLife.Ingest;

/// <summary>Takes records that could not become events at all: lines of an imported file.</summary>
public interface IRejectedSink
{
    /// <summary>Adds them to ods_rejected, durable when it returns. Rows whose (topic, offset) is there already are left out.</summary>
    /// <param name="source"><c>import:&lt;file&gt;</c>; stands in the column <c>topic</c>.</param>
    void Add(string source, IReadOnlyList<RejectedLine> lines);
}

/// <summary>One line of a file that makes no sense.</summary>
/// <param name="Line">Its number in the file, from 1; stands in the column <c>offset</c>.</param>
/// <param name="Raw">The line's bytes.</param>
public sealed record RejectedLine(long Line, Rejection Rejection, ReadOnlyMemory<byte> Raw);
