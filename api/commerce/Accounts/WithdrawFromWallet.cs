using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <param name="Reference">Of the caller: the same one withdraws once.</param>
public sealed record WithdrawBody([Range(1, Money.MinorMax)] long AmountMinor, [Text(100)] string Reference);

/// <summary>A member takes money out of his wallet to the bank account in his own name.</summary>
/// <remarks>Catalogue ACC-02, MBR-25: needs a verified real name.</remarks>
internal sealed class WithdrawFromWallet(AccountsParts parts, MembersFacade members)
{
    public static Refusal RealNameNeeded { get; } = new(403, "real-name-needed", "money is paid out to a verified person only; verify the real name first");

    private readonly WalletFacade wallet = new(parts);

    public async Task<Outcome<AccountsView>> RunAsync(Call call, WithdrawBody body, CoreTransaction tx)
    {
        if (await members.FindAsync(tx, call.Actor.Id) is not { IsActive: true } member) return Refusal.NotFound("member", call.Actor.Id);
        if (!member.IsRealName) return RealNameNeeded;
        if (string.IsNullOrWhiteSpace(body.Reference)) return Refusal.Invalid("bad-reference", "reference: found nothing, expected a word of yours for this withdrawal");
        var done = await wallet.WithdrawAsync(tx, member.Id, body.AmountMinor, $"withdrawal/{member.Id}/{body.Reference}", call.Actor);
        return done.IsDone ? await new ReadAccounts(parts, members).OwnAsync(call, tx) : done.Refusal!;
    }
}
