using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Level">Risk, 1 (low) to 5.</param>
public sealed record AdmissionBody(string MerchantId, bool IsAdmitted, [Range(1, 5)] int Level, [Text(500)] string Note);

public sealed record AdmissionView(string Id, string MerchantId, bool IsAdmitted, int Level, string Note, string ReviewedAt);

/// <summary>The risk team's judgement of a merchant before he may be paid [入网审核]; the newest counts, none is overwritten.</summary>
/// <remarks>Catalogue RSK-01.</remarks>
internal sealed class Admissions(IdSource ids)
{
    public async Task<Outcome<AdmissionView>> ReviewAsync(Call call, AdmissionBody body, CoreTransaction tx)
    {
        var id = ids.Next();
        await tx.ExecuteAsync("insert into risk_admission (id, merchant_id, is_admitted, level, note, reviewed_at, actor) values (@id, @MerchantId, @IsAdmitted, @Level, @Note, @NowMicros, @Actor)",
            new { id, body.MerchantId, IsAdmitted = body.IsAdmitted ? 1L : 0L, Level = (long)body.Level, body.Note, tx.NowMicros, Actor = call.Actor.ToString() });
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/risk", body.MerchantId, tx.Now) { MerchantId = body.MerchantId, Actor = call.Actor.ToString() }, new RiskAdmissionReviewed(id, body.MerchantId, body.IsAdmitted, body.Level));
        return new AdmissionView(id, body.MerchantId, body.IsAdmitted, body.Level, body.Note, EventJson.Instant(tx.Now));
    }
}
