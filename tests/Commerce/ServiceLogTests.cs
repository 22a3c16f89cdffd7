using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Tests.Commerce;

public class ServiceLogTests
{
    /// <summary>PLT-17: what was called and refused, what was changed, what broke - and nothing of what was said.</summary>
    [Fact]
    public async Task Calls_changes_and_breaks_reach_the_log_without_what_was_said()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        await using var log = EventLogFactory.Open(bed.Folder, TimeProvider.System, new EventLogSettings());
        var events = new ServiceEvents(log, new ServiceEventsOptions());
        var server = await CommerceServer.StartAsync(bed, routes =>
        {
            routes.Get<Nothing>("/v1/things/{id}", Access.Anyone, "TST-01", "look", (_, _) => Task.FromResult<Outcome<Nothing>>(Refusal.NotFound("thing", "Li Lei")));
            routes.Post<Nothing, Nothing>("/v1/things", Access.Anyone, "TST-02", "make", (_, _, _) => Task.FromResult<Outcome<Nothing>>(new Nothing()));
            routes.Post<Nothing, Nothing>("/v1/things/{id}/break", Access.Anyone, "TST-03", "break", (_, _, _) => throw new InvalidOperationException("13812341234"));
        }, new ServiceLog(events, bed.Ids, bed.Clock));
        await using (server)
        {
            Assert.Equal(404, (await server.SendAsync("GET", "/v1/things/secret", null)).Status);
            Assert.Equal(200, (await server.SendAsync("POST", "/v1/things", null, "{}")).Status);
            Assert.Equal(500, (await server.SendAsync("POST", "/v1/things/secret/break", null, "{}")).Status);
        }
        await events.DisposeAsync();

        var told = ToldTexts.Of(log, Topics.Log);
        Assert.Equal(2, told.Count(e => e.Contains("raillife.log.operation.v1", StringComparison.Ordinal)));
        Assert.Contains(told, e => e.Contains("\"unknown-thing\"", StringComparison.Ordinal) && e.Contains("/v1/things/{id}", StringComparison.Ordinal));
        Assert.Single(told, e => e.Contains("raillife.log.business.v1", StringComparison.Ordinal) && e.Contains("TST-02", StringComparison.Ordinal));
        Assert.Single(told, e => e.Contains("raillife.log.exception.v1", StringComparison.Ordinal) && e.Contains("InvalidOperationException", StringComparison.Ordinal));
        Assert.DoesNotContain(told, e => e.Contains("13812341234", StringComparison.Ordinal) || e.Contains("Li Lei", StringComparison.Ordinal) || e.Contains("secret", StringComparison.Ordinal));
    }
}
