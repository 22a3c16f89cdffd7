using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Commerce.Gateway;

/// <summary>What the gateway tells of itself: never in a caller's way.</summary>
public sealed class GatewayLog(ServiceEvents told, IdSource ids, TimeProvider clock)
{
    /// <param name="subject">The event's key.</param>
    public void Tell(string subject, IEventRecord record) =>
        told.Tell(new EventHeader(ids.Next(), "raillife/commerce/gateway", subject, clock.GetUtcNow()) { Actor = "system:gateway" }, record);
}
