using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace RailLife.Host.Settings;

/// <summary>A setting that is unknown, of the wrong type or out of range; the message names it and the right ones.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>Reads <see cref="PlatformSettings"/> from the file, the environment and the flags, in that order.</summary>
public static class SettingsLoader
{
    public const string FileName = "raillife.json";
    private const string Prefix = "RAILLIFE__";

    /// <summary>Test hooks of the long proofs share the prefix and are no settings.</summary>
    private static readonly string[] NotSettings = ["RAILLIFE_CRASH_AT"];

    /// <param name="flags">Name (<c>Section:Name</c>) and value of each flag that was given.</param>
    /// <exception cref="SettingException">A name is unknown or a value does not fit.</exception>
    public static PlatformSettings Load(string folder, IDictionary environment, IEnumerable<KeyValuePair<string, string>> flags)
    {
        var found = new Dictionary<string, (string Value, string Where)>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in FromFile(Path.Combine(folder, FileName))) found[name] = (value, FileName);
        foreach (DictionaryEntry entry in environment)
        {
            var key = (string)entry.Key;
            if (!key.StartsWith(Prefix, StringComparison.Ordinal) || NotSettings.Contains(key)) continue;
            found[key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal)] = ((string?)entry.Value ?? "", key);
        }
        foreach (var (name, value) in flags) found[name] = (value, "flag");

        var settings = new PlatformSettings();
        foreach (var (name, (value, where)) in found) Set(settings, name, value, where);
        Validate(settings);
        return settings with { Data = Path.GetFullPath(settings.Data, folder) };
    }

    /// <summary>Names of all settings, as <c>Section:Name</c>.</summary>
    public static IEnumerable<string> Names() => Names(typeof(PlatformSettings), "");

    private static IEnumerable<string> Names(Type type, string prefix) =>
        type.GetProperties().Where(p => p.CanWrite).SelectMany(p =>
            IsSection(p) ? Names(p.PropertyType, prefix + p.Name + ":")
            : IsFree(p) ? [prefix + p.Name + ":<name>"]
            : [prefix + p.Name]);

    private static bool IsSection(PropertyInfo p) => p.PropertyType.Namespace == typeof(PlatformSettings).Namespace;
    private static bool IsFree(PropertyInfo p) => p.PropertyType == typeof(Dictionary<string, string>);

    private static IEnumerable<KeyValuePair<string, string>> FromFile(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. Leaves(document.RootElement, "")];
        }
        catch (JsonException e)
        {
            throw new SettingException($"{path} is not valid JSON: {e.Message} Mend it or remove it.");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, name.Length == 0 ? p.Name : $"{name}:{p.Name}")),
        JsonValueKind.String => [new(name, element.GetString()!)],
        JsonValueKind.Null => [],
        _ => [new(name, element.GetRawText())],
    };

    private static void Set(object section, string name, string value, string where)
    {
        var parts = name.Split(':');
        for (var i = 0; ; i++)
        {
            var property = section.GetType().GetProperty(parts[i], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is not { CanWrite: true }) throw Unknown(name, where);
            if (IsFree(property) && i < parts.Length - 1)
            {
                ((Dictionary<string, string>)property.GetValue(section)!)[string.Join(':', parts[(i + 1)..])] = value;
                return;
            }
            var last = i == parts.Length - 1;
            if (last == IsSection(property)) throw Unknown(name, where);
            if (!last) { section = property.GetValue(section)!; continue; }
            property.SetValue(section, Parse(property, name, value, where));
            return;
        }
    }

    private static object? Parse(PropertyInfo property, string name, string value, string where)
    {
        var type = property.PropertyType;
        if (type == typeof(string)) return value;
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            throw new SettingException($"setting {name} ({where}): found \"{value}\", expected {Say(type)}");
        }
    }

    private static string Say(Type type) =>
        type == typeof(int) || type == typeof(long) ? "a whole number" : type == typeof(double) ? "a number" : type == typeof(bool) ? "true or false" : "a text";

    private static SettingException Unknown(string name, string where) =>
        new($"unknown setting {name} ({where}); the settings are: {string.Join(", ", Names())}");

    private static void Validate(PlatformSettings s)
    {
        Within("Http:Port", s.Http.Port, 0, 65_535);
        Within("Commerce:UnpaidMinutesMax", s.Commerce.UnpaidMinutesMax, 1, 1_440);
        Within("Commerce:AutoSignDays", s.Commerce.AutoSignDays, 1, 60);
        Within("Commerce:AfterSalesDays", s.Commerce.AfterSalesDays, 0, 60);
        Within("Commerce:CallsPerMinute", s.Commerce.CallsPerMinute, 60, 10_000_000);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(s.Commerce.Zone, out _))
            throw new SettingException($"setting Commerce:Zone: found \"{s.Commerce.Zone}\", expected an IANA zone such as Asia/Shanghai");
        if (s.Commerce.Currency.Length != 3 || s.Commerce.Currency.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            throw new SettingException($"setting Commerce:Currency: found \"{s.Commerce.Currency}\", expected an ISO 4217 code such as CNY");
        Within("Log:Partitions", s.Log.Partitions, 1, 256);
        Within("Log:SegmentMb", s.Log.SegmentMb, 1, 65_536);
        Within("Ingest:Workers", s.Ingest.Workers, 0, 64);
        Within("Ingest:BatchRowsMax", s.Ingest.BatchRowsMax, 1, 1_000_000);
        Within("Ingest:BatchMbMax", s.Ingest.BatchMbMax, 1, 1_024);
        Within("Ingest:FlushMs", s.Ingest.FlushMs, 10, 600_000);
        Within("Rejected:RawDays", s.Rejected.RawDays, 0, 36_500);
        Within("Collector:EventsPerMinutePerKey", s.Collector.EventsPerMinutePerKey, 60, 1_000_000_000);
        Within("Collector:EventsPerMinutePerClient", s.Collector.EventsPerMinutePerClient, 60, 1_000_000_000);
        foreach (var (key, name) in s.Collector.Keys)
            if (key.Length is 0 or > 200 || name.Length is 0 or > 100 || name == "dev")
                throw new SettingException($"setting Collector:Keys: found the key \"{key}\" for the source \"{name}\", expected a key of 1 to 200 characters and a name of 1 to 100 that is not dev");
        Within("Lake:MaintenanceSeconds", s.Lake.MaintenanceSeconds, 1, 86_400);
        Within("Build:IntervalMs", s.Build.IntervalMs, 100, 86_400_000);
        Within("Query:TimeoutMs", s.Query.TimeoutMs, 10, 3_600_000);
        Within("Query:RowsMax", s.Query.RowsMax, 1, 10_000_000);
        Within("Simulator:Members", s.Simulator.Members, 1, 20_000);
        Within("Simulator:Merchants", s.Simulator.Merchants, 6, 1_000);
        Within("Simulator:Days", s.Simulator.Days, 1, 365);
        Within("Simulator:VisitsPerMinute", s.Simulator.VisitsPerMinute, 0, 600);
        Within("Machine:Cores", s.Machine.Cores, 0, 1_024);
    }

    private static void Within(string name, long value, long least, long most)
    {
        if (value < least || value > most)
            throw new SettingException($"setting {name}: found {value}, expected {least}..{most}");
    }
}
