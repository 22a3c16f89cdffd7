using RailLife.Contracts;
using RailLife.Contracts.Logs;

namespace RailLife.Commerce.Edge;

/// <summary>The logs of the trade services: what was called, what it changed, what broke. They go beside the transactions and hold nothing personal.</summary>
/// <remarks>Catalogue PLT-17: business, operation, exception and development log; the tracking log is the clients' own.</remarks>
public sealed class ServiceLog(ServiceEvents events, IdSource ids, TimeProvider clock)
{
    private long toldLost;

    internal void Answered(RouteDescription route, Actor actor, Reply reply, TimeSpan took)
    {
        Tell(route.Path, actor, new OperationLogged(route.Method, route.Path, reply.Status, reply.Code, (long)took.TotalMicroseconds));
        if (route.Method != "GET" && reply.Status < 400) Tell(route.Path, actor, new BusinessLogged(route.Method, route.Path, route.Capability));
        TellLost();
    }

    internal void Broke(RouteDescription route, Actor actor, Exception e)
    {
        var at = e.TargetSite is { } method ? $"{method.DeclaringType?.FullName}.{method.Name}" : null;
        Tell(route.Path, actor, new ExceptionLogged(route.Method, route.Path, e.GetType().Name, at));
    }

    // How much the log has missed stands in the log as soon as it takes events again.
    private void TellLost()
    {
        var (lost, before) = (events.Lost, Interlocked.Read(ref toldLost));
        if (lost > before && Interlocked.CompareExchange(ref toldLost, lost, before) == before) Tell("service-events", Actor.Platform, new DevLogged("service-events", "events-lost", lost - before));
    }

    private void Tell(string subject, Actor actor, IEventRecord record) =>
        events.Tell(new EventHeader(ids.Next(), "raillife/commerce", subject.Length <= 200 ? subject : subject[..200], clock.GetUtcNow()) { Actor = actor.ToString() }, record);
}
