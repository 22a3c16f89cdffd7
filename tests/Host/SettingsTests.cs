using RailLife.Host.Settings;

namespace RailLife.Tests.Host;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raillife-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Flags_win_over_the_environment_and_the_environment_over_the_file()
    {
        Write("""{ "Http": { "Port": 1, "Listen": "127.0.0.2" }, "Ingest": { "FlushMs": 100 } }""");
        var settings = Load(new() { ["RAILLIFE__HTTP__PORT"] = "2", ["RAILLIFE__INGEST__FLUSHMS"] = "200" }, ("Http:Port", "3"));
        Assert.Equal((3, "127.0.0.2", 200), (settings.Http.Port, settings.Http.Listen, settings.Ingest.FlushMs));
    }

    [Fact]
    public void Any_librdkafka_option_passes_through() =>
        Assert.Equal("SASL_SSL", Load(new() { ["RAILLIFE__KAFKA__OPTIONS__security.protocol"] = "SASL_SSL" }).Kafka.Options["security.protocol"]);

    [Theory]
    [InlineData("""{ "Http": { "Prot": 1 } }""", "Http:Prot")]
    [InlineData("""{ "Htp": { "Port": 1 } }""", "Htp:Port")]
    [InlineData("""{ "Http": 5 }""", "Http")]
    [InlineData("""{ "Http": { "Port": "many" } }""", "many")]
    [InlineData("""{ "Http": { "Port": 70000 } }""", "0..65535")]
    [InlineData("""{ "Log": { "Partitions": 0 } }""", "Log:Partitions")]
    [InlineData("""{ "Collector": { "Keys": { "k": "dev" } } }""", "Collector:Keys")]
    [InlineData("""{ "Collector": { "EventsPerMinutePerClient": 1 } }""", "60..1000000000")]
    [InlineData("""{ "Http": """, "not valid JSON")]
    public void A_wrong_file_is_refused_by_name(string file, string named)
    {
        Write(file);
        Assert.Contains(named, Assert.Throws<SettingException>(() => Load([])).Message);
    }

    [Fact]
    public void An_unknown_setting_lists_the_right_ones() =>
        Assert.Contains("Ingest:BatchRowsMax", Assert.Throws<SettingException>(() => Load(new() { ["RAILLIFE__NOPE"] = "1" })).Message);

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder, SettingsLoader.FileName), json);

    private PlatformSettings Load(Dictionary<string, string> environment, params (string Name, string Value)[] flags) =>
        SettingsLoader.Load(_folder, environment, flags.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
