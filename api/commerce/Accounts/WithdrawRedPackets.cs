using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>A member takes money that came from red packets [现金红包] out of his wallet to the bank.</summary>
/// <remarks>
/// Catalogue PRZ-03, MBR-25: a verified person only, within the limits of one withdrawal and of a day. What came and what left are counted per member under guard, so that no more
/// leaves than came, and the ledger's floor refuses what he has spent meanwhile. It is told as redpacket.withdrawn alone, as it came in by redpacket.activated alone.
/// </remarks>
internal sealed class WithdrawRedPackets(AccountsParts parts, MembersFacade members)
{
    private readonly MoveMoney move = new(parts);

    public async Task<Outcome<AccountsView>> RunAsync(Call call, WithdrawBody body, CoreTransaction tx)
    {
        if (await members.FindAsync(tx, call.Actor.Id) is not { IsActive: true } member) return Refusal.NotFound("member", call.Actor.Id);
        if (!member.IsRealName) return WithdrawFromWallet.RealNameNeeded;
        if (string.IsNullOrWhiteSpace(body.Reference)) return Refusal.Invalid("bad-reference", "reference: found nothing, expected a word of yours for this withdrawal");
        await RedPacketPurse.LockAsync(tx, member.Id);
        var movement = new Movement(member.Id, AccountKind.Wallet, "red-packet-withdrawn", -body.AmountMinor, LedgerAccounts.Bank(parts.Options.Currency), $"red-packet-withdrawal/{member.Id}/{body.Reference}");
        var moved = await move.RunAsync(tx, call.Actor, movement);
        if (!moved.IsDone) return moved.Refusal!;
        if (moved.Value)
        {
            if (await TakeAsync(tx, member.Id, body.AmountMinor) is { } no) return no;
            tx.Emit(parts.Header(tx, call.Actor, member.Id), new RedpacketWithdrawn(member.Id, body.AmountMinor, parts.Options.Currency, movement.Reference, parts.Day(tx)));
        }
        return await new ReadAccounts(parts, members).OwnAsync(call, tx);
    }

    private async Task<Refusal?> TakeAsync(CoreTransaction tx, string memberId, long amountMinor)
    {
        var (least, most) = (parts.Options.RedPacketWithdrawalMinorMin, parts.Options.RedPacketDailyMinorMax);
        var day = new { memberId, Day = parts.Day(tx).ToString(), amountMinor, most };
        if (amountMinor < least) return Refusal.Conflict("below-least", $"found {amountMinor}, expected {least} minor units or more in one withdrawal");
        if (!await tx.ExecuteOneAsync("update account_red_packet set withdrawn_minor = withdrawn_minor + @amountMinor where member_id = @memberId and arrived_minor - withdrawn_minor >= @amountMinor", day))
            return Refusal.Conflict("red-packets-short", $"less than {amountMinor} minor units of red packets are left in the wallet; withdraw less, or other money as such");
        await tx.ExecuteAsync("insert into account_red_packet_day (member_id, day, withdrawn_minor) values (@memberId, @Day, 0) on conflict do nothing", day);
        return await tx.ExecuteOneAsync("update account_red_packet_day set withdrawn_minor = withdrawn_minor + @amountMinor where member_id = @memberId and day = @Day and withdrawn_minor + @amountMinor <= @most", day)
            ? null
            : Refusal.Conflict("daily-limit", $"of red packets {most} minor units a day can be withdrawn; withdraw the rest tomorrow");
    }
}
