using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

internal sealed record DeregisterMerchantBody([Text(500)] string Reason);

/// <summary>A merchant leaves the platform [商户注销]; in the same transaction all that it sells is taken off the shelves.</summary>
/// <remarks>Catalogue MCH-06. It is final: who comes back registers anew.</remarks>
internal sealed class DeregisterMerchant(IMerchantFollower follower, IdSource ids)
{
    public async Task<Outcome<MerchantView>> RunAsync(Call call, DeregisterMerchantBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("invalid-field", "reason: found nothing, expected why the merchant leaves");
        var was = await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @id", new { id });
        if (was is null || !was.IsSeenBy(call.Actor)) return Refusal.NotFound("merchant", id);

        var isLeaving = await tx.ExecuteOneAsync(
            "update merchant_account set state = 'deregistered', reason = @Reason, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @id and state = 'active'",
            new { body.Reason, tx.NowMicros, Actor = call.Actor.ToString(), id });
        if (!isLeaving) return Refusals.Deregistered(id);
        await follower.DeregisteredAsync(tx, id, call.Actor.ToString(), body.Reason);
        var now = await tx.GetAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @id", new { id });
        tx.Emit(MerchantEvents.Header(ids.Next(), call, tx, id, now.CircleId, now.Format, now.Version - 1), new MerchantDeregistered(id, body.Reason));
        return now.ToView();
    }
}
