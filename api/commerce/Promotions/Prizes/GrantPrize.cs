using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

/// <summary>A member gets a prize, once per reference; a pack gives all of its parts or nothing.</summary>
/// <remarks>Catalogue PRZ-01 to PRZ-06.</remarks>
internal sealed class GrantPrize(PromotionsParts parts)
{
    private readonly IssueCoupon coupons = new(parts);

    /// <returns>The grant's id.</returns>
    public Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, string memberId, string prizeId, string reference) => OneAsync(tx, actor, memberId, prizeId, reference, null);

    private async Task<Outcome<string>> OneAsync(CoreTransaction tx, Actor actor, string memberId, string prizeId, string reference, string? partOf)
    {
        if (await PrizeRow.FindAsync(tx, prizeId) is not { } prize) return Refusal.NotFound("prize", prizeId);
        var body = prize.ToBody();
        var grant = new Grant(parts.Ids.Next(), prize.Id, prize.Version, memberId, reference);
        var state = body.Kind is PrizeKind.Goods ? "to-ship" : body.Kind is PrizeKind.RedPacket ? "promised" : "given";
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into prize_grant (id, prize_id, prize_version, member_id, reference, kind, state, part_of, granted_at, actor)
            values (@Id, @PrizeId, @Version, @MemberId, @Reference, @Kind, @state, @partOf, @NowMicros, @Actor) on conflict (reference) do nothing
            """,
            new { grant.Id, grant.PrizeId, Version = grant.PrizeVersion, grant.MemberId, grant.Reference, prize.Kind, state, partOf, tx.NowMicros, Actor = actor.ToString() });
        if (!isNew) return await RepeatedAsync(tx, grant);
        if (prize.IsActive == 0) return Refusal.Conflict("prize-stopped", $"prize {prize.Id} is not given out any more");
        var detail = await GiveAsync(tx, actor, grant, body);
        if (!detail.IsDone) return detail.Refusal!;
        await tx.ExecuteAsync("update prize_grant set detail = @Detail where id = @Id", new { Detail = detail.Value, grant.Id });
        if (body.Kind is not PrizeKind.GiftPack) tx.Emit(Header(tx, actor, grant), new PrizeGranted(grant.Id, prize.Id, memberId, prize.Kind, reference));
        return grant.Id;
    }

    private static async Task<Outcome<string>> RepeatedAsync(CoreTransaction tx, Grant grant)
    {
        var first = await tx.GetAsync<FirstGrant>("select id, prize_id, member_id from prize_grant where reference = @Reference", new { grant.Reference });
        return first.PrizeId == grant.PrizeId && first.MemberId == grant.MemberId
            ? first.Id
            : Refusal.Conflict("reference-reused", $"the reference '{grant.Reference}' stands for another prize or member; use a new one");
    }

    // What the grant points at: the coupon, the booking, the code.
    private Task<Outcome<string>> GiveAsync(CoreTransaction tx, Actor actor, Grant grant, PrizeBody body) => body.Kind switch
    {
        PrizeKind.Coupon => coupons.RunAsync(tx, actor, body.TemplateId ?? "", grant.MemberId, $"prize/{grant.Id}", "prize"),
        PrizeKind.Points => PointsAsync(tx, actor, grant, body),
        PrizeKind.RedPacket => RedPacketAsync(tx, actor, grant, body),
        PrizeKind.Goods => Task.FromResult<Outcome<string>>(body.SkuId ?? ""),
        PrizeKind.ThirdPartyCode => CodeAsync(tx, actor, grant, body),
        PrizeKind.GiftPack => PackAsync(tx, actor, grant, body),
        _ => throw new ArgumentOutOfRangeException(nameof(body), body.Kind, "no such kind"),
    };

    private async Task<Outcome<string>> PointsAsync(CoreTransaction tx, Actor actor, Grant grant, PrizeBody body)
    {
        var expiresOn = parts.Options.DayOf(tx.Now).Day.AddDays((int)(body.ValidDays ?? PrizeBody.PointsValidDays));
        var earned = await parts.Points.EarnAsync(tx, grant.MemberId, body.Points ?? 0, $"prize/{grant.Id}", grant.PrizeVersion, expiresOn, actor);
        return earned.IsDone ? $"prize/{grant.Id}" : earned.Refusal!;
    }

    // Kept apart from the wallet until its day; the promise is a debt in the books from the first moment on.
    private async Task<Outcome<string>> RedPacketAsync(CoreTransaction tx, Actor actor, Grant grant, PrizeBody body)
    {
        var (amount, currency, today) = (body.AmountMinor ?? 0, parts.Options.Currency, parts.Options.DayOf(tx.Now));
        var from = body.UsableFrom is { } day && day > today.Day ? day : today.Day;
        var booked = await parts.Ledger.PostAsync(tx, actor, new Transfer($"red-packet/{grant.Id}/granted", "red-packet-granted", today.Day,
            [Posting.Debit(LedgerAccounts.PlatformCost("red-packet", currency), amount), Posting.Credit(LedgerAccounts.RedPacket(grant.MemberId, currency), amount)]));
        if (!booked.IsDone) return booked.Refusal!;
        await tx.ExecuteAsync("insert into prize_red_packet (grant_id, member_id, amount_minor, currency, usable_at, state) values (@Id, @MemberId, @amount, @currency, @UsableAt, 'granted')",
            new { grant.Id, grant.MemberId, amount, currency, UsableAt = StartOf(from).ToMicros() });
        tx.Emit(Header(tx, actor, grant), new RedpacketGranted(grant.Id, grant.MemberId, amount, currency, from, today));
        return booked.Value;
    }

    private DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, parts.Options.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    // Each code goes once: who takes it writes his grant where none was, and tries the next when somebody was faster.
    private async Task<Outcome<string>> CodeAsync(CoreTransaction tx, Actor actor, Grant grant, PrizeBody body)
    {
        var skip = tx.Dialect.IsSqlite ? "" : " for update skip locked";
        var hash = await tx.FindAsync<string>($"select code_hash from prize_code where prize_id = @PrizeId and grant_id is null order by code_hash limit 1{skip}", new { grant.PrizeId });
        if (hash is null || !await tx.ExecuteOneAsync("update prize_code set grant_id = @Id where code_hash = @hash and grant_id is null", new { grant.Id, hash }))
            return Refusal.Conflict("codes-gone", $"no code of prize {grant.PrizeId} is left; import a delivery");
        tx.Emit(Header(tx, actor, grant), new BenefitThirdpartyIssued(grant.Id, grant.PrizeId, grant.MemberId, body.Provider ?? ""));
        return hash;
    }

    private async Task<Outcome<string>> PackAsync(CoreTransaction tx, Actor actor, Grant grant, PrizeBody body)
    {
        var given = new List<string>();
        foreach (var part in body.Parts ?? [])
            for (var i = 0; i < part.Quantity; i++)
            {
                var one = await OneAsync(tx, actor, grant.MemberId, part.PrizeId, $"pack/{grant.Id}/{part.PrizeId}/{i}", grant.Id);
                if (!one.IsDone) return one.Refusal!;
                given.Add(part.PrizeId);
            }
        tx.Emit(Header(tx, actor, grant), new GiftpackGranted(grant.Id, grant.PrizeId, grant.MemberId, given, grant.Reference));
        return "";
    }

    private EventHeader Header(CoreTransaction tx, Actor actor, Grant grant) => parts.Header(tx, actor, grant.Id) with { MemberId = grant.MemberId };

    private sealed record Grant(string Id, string PrizeId, long PrizeVersion, string MemberId, string Reference);

    private sealed record FirstGrant
    {
        public string Id { get; init; } = "";
        public string PrizeId { get; init; } = "";
        public string MemberId { get; init; } = "";
    }
}
