using RailLife.Bench.Frame;
using RailLife.DuckDb;
using RailLife.Warehouse;

namespace RailLife.Bench.Proofs.Clients;

/// <summary>The real client libraries send through a server that fails now and then: every event is in the lake once, unchanged, and its visitor's member known.</summary>
public static class ClientProof
{
    private const int Events = 10_000;

    public static Proof Proof { get; } = new("clients", "10,000 events by each real client library, with retries and a server that fails: once in the lake, unchanged, members stitched", RunAsync);

    public static Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct) => RunAsync(options, ["segment", "sensors-node", "sensors-browser"], ct);

    /// <param name="libraries">segment, sensors-node, sensors-browser.</param>
    public static async Task<ProofResult> RunAsync(ProofOptions options, IReadOnlyList<string> libraries, CancellationToken ct)
    {
        if (!ClientLibraries.AreInstalled) throw new InvalidOperationException($"found no node_modules in {ClientLibraries.Folder}; start this by ./raillife prove clients, which installs them");
        var count = options.Share(Events, 50);
        await using var bed = new IngestBed(Path.Combine(options.Folder, "platform"));
        await using var server = new FlakyServer(bed, options.Seed);
        await server.StartAsync(ct);
        var loads = new List<ClientLoad>();
        foreach (var library in libraries)
        {
            loads.Add(await SendAsync(library, server.Address, count, options.Folder, ct));
            options.Say($"{library} has sent {count} events; {server.Faults}");
        }
        await bed.DrainAsync(ct);
        var violations = new List<string>();
        if (!server.HasFailedInEachWay) violations.Add($"the server did not fail in every way: {server.Faults}");
        if (bed.Scalar<long>("select count(*) from {ods_rejected}") is > 0 and var rejected) violations.Add($"{rejected} events were rejected");
        Build(bed);
        foreach (var load in loads) violations.AddRange(load.Violations(Rows(bed, load)));
        var doubles = bed.Scalar<long>("select count(*) from {ods_duplicate}");
        return new ProofResult($"{loads.Count} libraries, {count} events each; {server.Faults}; {doubles} doubles left out", violations);
    }

    private static async Task<ClientLoad> SendAsync(string library, string address, int count, string folder, CancellationToken ct)
    {
        switch (library)
        {
            case "segment":
                await ClientLibraries.SendByNodeAsync("segment.mjs", address, count, ct);
                return new ClientLoad("seg", count);
            case "sensors-node":
                await ClientLibraries.SendByNodeAsync("sensors-node.mjs", address, count, ct);
                return new ClientLoad("san", count);
            case "sensors-browser":
                if (!ClientLibraries.HasBrowser) throw new InvalidOperationException("found no Chromium; './raillife test' installs it");
                await ClientLibraries.SendByBrowserAsync(address, count, Path.Combine(folder, "profile"), ct);
                return new ClientLoad("saj", count);
            default:
                throw new ArgumentException($"found the library '{library}', expected segment, sensors-node or sensors-browser", nameof(library));
        }
    }

    private static void Build(IngestBed bed)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 2 });
        var report = new WarehouseBuilder(bed.Lake, ModelGraph.Load([WarehouseFolder.Models()]), database, TimeProvider.System).Build(new BuildRequest("+fct_event"));
        if (!report.Succeeded) throw new InvalidOperationException($"the build failed:\n{report}");
    }

    private static List<(int, string, string?)> Rows(IngestBed bed, ClientLoad load) =>
    [
        .. bed.Rows($"""
            select (properties ->> '$.n')::integer, properties, member_id from {"{fct_event}"}
            where event = 'load_sent' and event_source = '{FlakyServer.Source}' and (starts_with(coalesce(member_id, visitor_id), '{load.Prefix}-') or ('{load.Prefix}' = 'saj' and member_id is null and protocol = 'sensors' and not starts_with(visitor_id, 'san-')))
            """).Select(r => ((int)r[0]!, (string)r[1]!, (string?)r[2])),
    ];
}
