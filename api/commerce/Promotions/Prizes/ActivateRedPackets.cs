using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

/// <summary>Promised money whose day has come goes to the wallet.</summary>
/// <remarks>Catalogue PRZ-03: granted on 4-23, usable from 5-1.</remarks>
internal sealed class ActivateRedPackets(CoreDatabase database, PromotionsParts parts)
{
    private const int BatchMax = 200;

    /// <returns>Red packets that moved.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var due = await database.ReadAsync(tx => tx.ListAsync<string>("select grant_id from prize_red_packet where state = 'granted' and usable_at <= @NowMicros order by usable_at, grant_id limit @Max", new { tx.NowMicros, Max = (long)BatchMax }), ct);
        foreach (var grantId in due) await database.WriteAsync<bool>(tx => OneAsync(tx, grantId), ct);
        return due.Count;
    }

    private async Task<Outcome<bool>> OneAsync(CoreTransaction tx, string grantId)
    {
        if (!await tx.ExecuteOneAsync("update prize_red_packet set state = 'activated' where grant_id = @grantId and state = 'granted' and usable_at <= @NowMicros", new { grantId, tx.NowMicros })) return false;
        var row = await tx.GetAsync<Row>("select member_id, amount_minor, currency from prize_red_packet where grant_id = @grantId", new { grantId });
        await tx.ExecuteAsync("update prize_grant set state = 'given' where id = @grantId and state = 'promised'", new { grantId });
        var day = parts.Options.DayOf(tx.Now);
        var moved = await parts.Wallet.PutRedPacketAsync(tx, row.MemberId, row.AmountMinor, LedgerAccounts.RedPacket(row.MemberId, row.Currency), $"red-packet/{grantId}/activated", Actor.Platform);
        if (!moved.IsDone) return moved.Refusal!;
        tx.Emit(parts.Header(tx, Actor.Platform, grantId) with { MemberId = row.MemberId }, new RedpacketActivated(grantId, row.MemberId, row.AmountMinor, row.Currency, day));
        return true;
    }

    private sealed record Row
    {
        public string MemberId { get; init; } = "";
        public long AmountMinor { get; init; }
        public string Currency { get; init; } = "";
    }
}
