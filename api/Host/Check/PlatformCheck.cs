using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Warehouse;

namespace RailLife.Host.Check;

/// <summary>Everything that can be reconciled: log with bronze, bronze with silver, models with their checks, commit logs with files, the core with the lake.</summary>
public static class PlatformCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(Installation installation, CancellationToken ct)
    {
        using var database = DuckDbDatabase.Open(installation.Share.Build);
        using var connection = database.Connect();
        using var stop = ct.Register(connection.Interrupt);
        var audit = ModelAudit.Run(installation.Lake, installation.Graph, connection);
        return
        [
            await new LogCheck(installation, connection).RunAsync(ct),
            new SilverCheck(installation, connection).Run(),
            new("model checks", $"{installation.Graph.Models.Count(m => m.IsStored)} models", audit),
            new LakeCheck(installation.Lake, connection).Run(),
            await new CoreCheck(installation, database, Patience).RunAsync(ct),
        ];
    }
}
