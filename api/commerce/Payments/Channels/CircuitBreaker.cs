namespace RailLife.Commerce.Payments;

/// <summary>Closed while a service answers; open after failures in a row; then one probe at a time decides. Safe from several threads.</summary>
/// <remarks>Catalogue PGW-04.</remarks>
/// <param name="failuresToOpen">Failures in a row.</param>
/// <param name="openFor">How long nobody is let through.</param>
/// <param name="opened">Told when it opens, with the failures in a row.</param>
public sealed class CircuitBreaker(TimeProvider clock, int failuresToOpen, TimeSpan openFor, Action<int>? opened = null)
{
    private readonly Lock gate = new();
    private int failures;
    private bool isProbing;
    private DateTimeOffset? openUntil;

    /// <summary>When the next probe is let through; null while closed.</summary>
    public DateTimeOffset? ReopensAt
    {
        get
        {
            lock (gate) return openUntil;
        }
    }

    /// <summary>False when the call must not be made. True is followed by one <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (openUntil is null) return true;
            if (isProbing || clock.GetUtcNow() < openUntil) return false;
            isProbing = true;
            return true;
        }
    }

    public void Leave(bool answered)
    {
        var isOpening = false;
        lock (gate)
        {
            isProbing = false;
            failures = answered ? 0 : failures + 1;
            if (answered) openUntil = null;
            else if (failures >= failuresToOpen)
            {
                isOpening = openUntil is null;
                openUntil = clock.GetUtcNow() + openFor;
            }
        }
        if (isOpening) opened?.Invoke(failures);
    }
}
