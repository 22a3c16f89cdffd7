using RailLife.Ingest;

namespace RailLife.Host.Platform;

/// <summary>What only one process of an installation may do at a time, by name.</summary>
internal static class Leases
{
    public const string Platform = "platform";
    public const string Ingest = "ingest";
    public const string Build = "build";
    public const string Relay = "relay";
    public const string Clock = "clock";

    /// <summary>Ingest as the settings want it; start it with the lease held.</summary>
    public static IngestService NewIngest(Installation installation) => new(
        installation.Log, installation.Lake, installation.Sealer, installation.Clock,
        installation.Settings.ToIngest(installation.Share), installation.Share.Ingest, Installation.Say);
}
