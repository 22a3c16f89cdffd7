using System.Security.Cryptography;
using System.Text;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

/// <param name="Batch">The provider's name of the delivery: a second one of that name is refused.</param>
/// <param name="Sha256">Of the codes, each followed by a line feed, as the provider states it: hex.</param>
internal sealed record ImportCodesBody(string Batch, [Text(64)] string Sha256, [Items(1, 10_000)] IReadOnlyList<string> Codes);

internal sealed record CodesImported(string Batch, long Codes);

/// <summary>Staff brings in codes that a third party delivered; they rest sealed, and each is given out once.</summary>
/// <remarks>Catalogue PRZ-05: a delivery is whole and as the provider made it, or not taken at all.</remarks>
internal sealed class ImportCodes(PromotionsParts parts)
{
    public async Task<Outcome<CodesImported>> RunAsync(Call call, ImportCodesBody body, CoreTransaction tx)
    {
        if (await PrizeRow.FindAsync(tx, call.Path("id")) is not { } prize || prize.Kind != States.Word(PrizeKind.ThirdPartyCode)) return Refusal.NotFound("prize", call.Path("id"));
        var found = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(body.Codes.Select(c => c + "\n")))));
        if (!found.Equals(body.Sha256, StringComparison.OrdinalIgnoreCase))
            return Refusal.Invalid("codes-damaged", $"the {body.Codes.Count} codes hash to {found}, the delivery states {body.Sha256}; fetch it again");
        var isNew = await tx.ExecuteOneAsync("insert into prize_batch (batch, prize_id, codes, sha256, imported_at, actor) values (@Batch, @Id, @Count, @found, @NowMicros, @Actor) on conflict do nothing",
            new { body.Batch, prize.Id, Count = (long)body.Codes.Count, found, tx.NowMicros, Actor = call.Actor.ToString() });
        if (!isNew) return Refusal.Conflict("batch-known", $"the delivery '{body.Batch}' is imported already");
        foreach (var code in body.Codes)
        {
            var bytes = Encoding.UTF8.GetBytes($"{prize.Id}\n{code}");
            var isAdded = await tx.ExecuteOneAsync("insert into prize_code (code_hash, prize_id, sealed, imported_at, batch) values (@Hash, @Id, @Sealed, @NowMicros, @Batch) on conflict do nothing",
                new { Hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), prize.Id, Sealed = parts.Sealer.Seal(Encoding.UTF8.GetBytes(code)), tx.NowMicros, body.Batch });
            if (!isAdded) return Refusal.Conflict("code-known", $"a code of '{body.Batch}' is in the pool already; a code can be given out only once");
        }
        return new CodesImported(body.Batch, body.Codes.Count);
    }
}
