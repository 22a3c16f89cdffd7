using RailLife.Contracts;

namespace RailLife.Commerce.Payments;

/// <summary>How the sandbox behaves: for all trades, or for one.</summary>
/// <param name="PaysAfterMs">The payer pays so long after the announcement; null = when somebody says so.</param>
/// <param name="IsFailing">The payer's bank says no instead.</param>
/// <param name="Copies">Callbacks per news; 0 = it is lost.</param>
/// <param name="DelayMs">Between news and callback.</param>
/// <param name="IsReordered">The older news arrives after the newer.</param>
/// <param name="IsMute">Calls are done, and their answers lost.</param>
/// <param name="RefundsFail">Refunds are refused.</param>
public sealed record SandboxManner(
    [Range(0, 86_400_000)] long? PaysAfterMs,
    bool IsFailing,
    [Range(0, 5)] int Copies,
    [Range(0, 86_400_000)] long DelayMs,
    bool IsReordered,
    bool IsMute,
    bool RefundsFail)
{
    /// <summary>Waits for the payer, tells once and at once.</summary>
    public static SandboxManner Plain { get; } = new(null, false, 1, 0, false, false, false);
}
