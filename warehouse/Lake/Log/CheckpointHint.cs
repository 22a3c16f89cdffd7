using System.Text;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>The <c>_last_checkpoint</c> file: where a reader may begin. Only a hint; broken or stale it is passed over.</summary>
internal static class CheckpointHint
{
    public const string Name = "_last_checkpoint";

    public static CheckpointRef? TryRead(LogFolder log)
    {
        try
        {
            if (!File.Exists(log.File(Name))) { return null; }
            using var document = JsonDocument.Parse(File.ReadAllBytes(log.File(Name)));
            var version = document.RootElement.GetProperty("version").GetInt64();
            var parts = document.RootElement.TryGetProperty("parts", out var p) && p.ValueKind == JsonValueKind.Number ? p.GetInt32() : 1;
            return version >= 0 && parts > 0 ? new CheckpointRef(version, parts) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or FileNotFoundException)
        {
            return null;
        }
    }

    public static void Write(LogFolder log, long version, long actions, long files)
    {
        var temp = log.WriteTemp(Encoding.UTF8.GetBytes($"{{\"version\":{version},\"size\":{actions},\"numOfAddFiles\":{files}}}"));
        log.Replace(temp, Name);
    }
}
