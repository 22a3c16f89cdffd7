using System.Text.Json;
using System.Text.Json.Serialization;

namespace RailLife.Host.Http;

/// <summary>Body of /v1/pipeline: the way of events from the log to the libraries, as the console's pipeline panel reads it.</summary>
/// <param name="AsOf">When this was gathered, UTC.</param>
/// <param name="Topics">A row per topic, in the order that people know them.</param>
/// <param name="Rejected">Rejected rows by topic (or <c>import:file</c>) and reason, the most frequent first.</param>
/// <param name="Models">A row per model, by name.</param>
public sealed record PipelineHealth(
    DateTimeOffset AsOf, IReadOnlyList<TopicHealth> Topics, IReadOnlyList<RejectedReason> Rejected, IReadOnlyList<ModelHealth> Models)
{
    /// <summary>The JSON, names in snake_case.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PipelineJson.Default.PipelineHealth);
}

/// <summary>Counts of one topic. Once nothing is behind, log = bronze + rejected.</summary>
/// <param name="Topic">Full name, as <c>raillife.order</c>.</param>
/// <param name="Log">Events that the log ever took.</param>
/// <param name="Bronze">Rows landed, doubles included.</param>
/// <param name="Duplicates">Of these, doubles of an earlier row.</param>
/// <param name="Rejected">Events in ods_rejected.</param>
/// <param name="LagEvents">Events of the log that are in neither yet.</param>
/// <param name="LagSeconds">Age of the oldest of them; null when none waits, or when it is not known.</param>
public sealed record TopicHealth(string Topic, long Log, long Bronze, long Duplicates, long Rejected, long LagEvents, double? LagSeconds);

/// <summary>How many rows of a topic were rejected for a reason.</summary>
public sealed record RejectedReason(string Topic, string Reason, long Count);

/// <summary>A model's last build.</summary>
/// <param name="State">ok, running, failed, stale (sources are newer) or never.</param>
/// <param name="Mode">full, incremental, append or none; null before the first build.</param>
/// <param name="BuiltAt">When the last good build was committed, UTC.</param>
/// <param name="Ms">How long it took.</param>
/// <param name="Error">The last failure's message while the state is failed.</param>
public sealed record ModelHealth(string Name, string State, string? Mode, DateTimeOffset? BuiltAt, double? Ms, long? Rows, long? Version, string? Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PipelineHealth))]
internal sealed partial class PipelineJson : JsonSerializerContext;
