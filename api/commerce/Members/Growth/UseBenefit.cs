using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <param name="Used">In this month, with this use.</param>
public sealed record BenefitUseView(string Benefit, int Used, int UsesPerMonth);

/// <summary>A member uses a benefit [权益] of his level; a counter per month keeps the number of uses, whoever races.</summary>
/// <remarks>Catalogue MBR-13.</remarks>
internal sealed class UseBenefit(MembersParts parts)
{
    public async Task<Outcome<BenefitUseView>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var code = call.Path("code");
        if (await MemberRow.LockAsync(tx, call.Actor.Id) is not { } member) return Refusal.NotFound("member", call.Actor.Id);
        var (rules, _) = await GrowthRulesBook.CurrentAsync(tx);
        if (rules.Level(member.Level).Benefits.FirstOrDefault(b => b.Code == code) is not { } benefit) return Refusal.NotFound("benefit", code);
        if (benefit.UsesPerMonth == 0) return Refusal.Conflict("benefit-not-counted", "this benefit is simply there; it is not used up");
        var use = new { member.Id, code, Month = parts.Day(tx)[..7], Most = (long)benefit.UsesPerMonth };
        await tx.ExecuteAsync("insert into member_benefit (member_id, code, month, used) values (@Id, @code, @Month, 0) on conflict do nothing", use);
        if (!await tx.ExecuteOneAsync("update member_benefit set used = used + 1 where member_id = @Id and code = @code and month = @Month and used < @Most", use))
            return Refusal.Conflict("benefit-used-up", $"found {benefit.UsesPerMonth} uses in this month, which is the most; wait for the next one");
        var used = await tx.GetAsync<long>("select used from member_benefit where member_id = @Id and code = @code and month = @Month", use);
        tx.Emit(parts.Header(tx, call.Actor, member.Id), new BenefitUsed(member.Id, code, member.Level, (int)used));
        return new BenefitUseView(code, (int)used, benefit.UsesPerMonth);
    }
}
