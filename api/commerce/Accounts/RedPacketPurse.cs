using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>How much of a member's wallet came from red packets: what arrived less what was withdrawn as such. Spending takes other money first.</summary>
/// <remarks>Catalogue PRZ-03: kept apart, because its withdrawal is limited.</remarks>
internal static class RedPacketPurse
{
    /// <summary>Makes the member's row where there is none, and locks it until the transaction ends. Always before the wallet's own row in the ledger.</summary>
    public static Task LockAsync(CoreTransaction tx, string memberId) => tx.ExecuteAsync(
        "insert into account_red_packet (member_id, arrived_minor, withdrawn_minor) values (@memberId, 0, 0) on conflict (member_id) do update set arrived_minor = account_red_packet.arrived_minor", new { memberId });

    public static Task ArrivedAsync(CoreTransaction tx, string memberId, long amountMinor) =>
        tx.ExecuteAsync("update account_red_packet set arrived_minor = arrived_minor + @amountMinor where member_id = @memberId", new { memberId, amountMinor });

    /// <summary>What is left of red packets, whatever the wallet holds; minor units.</summary>
    public static async Task<long> LeftAsync(CoreTransaction tx, string memberId) =>
        await tx.FindAsync<long?>("select arrived_minor - withdrawn_minor from account_red_packet where member_id = @memberId", new { memberId }) ?? 0;
}
