using RailLife.Commerce.Edge;
using RailLife.Contracts.Logs;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <summary>Uses up the code of a number: right once, wrong a few times.</summary>
internal sealed class CodeCheck(MembersParts parts)
{
    /// <summary>Null when the code was right; it is then gone. A wrong one counts, although the call is refused.</summary>
    public async Task<Refusal?> SpendAsync(CoreTransaction tx, Actor actor, string phoneHash, string code, string? accountId)
    {
        var failure = await TryAsync(tx, phoneHash, code.Trim());
        if (failure is not { } reason) return null;
        tx.Emit(parts.Header(tx, actor, accountId ?? "", subject: accountId ?? phoneHash) with { MemberId = accountId }, new LoginFailed(accountId, reason, null));
        return new Refusal(401, "wrong-code", "the code is wrong, used, or has ended; check it, or ask for a new one") { KeepsChanges = true };
    }

    private async Task<LoginFailure?> TryAsync(CoreTransaction tx, string phoneHash, string code)
    {
        var isCounted = await tx.ExecuteOneAsync(
            "update member_code set tries = tries + 1 where phone_hash = @phoneHash and expires_at > @NowMicros and tries < @TriesMax",
            new { phoneHash, tx.NowMicros, TriesMax = parts.Options.CodeTriesMax });
        if (!isCounted)
        {
            var tries = await tx.FindAsync<long?>("select tries from member_code where phone_hash = @phoneHash", new { phoneHash });
            return tries >= parts.Options.CodeTriesMax ? LoginFailure.Locked : LoginFailure.Expired;
        }
        var codeHash = await tx.GetAsync<string>("select code_hash from member_code where phone_hash = @phoneHash", new { phoneHash });
        if (!parts.Codes.IsSame(codeHash, phoneHash, code)) return LoginFailure.WrongSecret;
        var isSpent = await tx.ExecuteOneAsync("delete from member_code where phone_hash = @phoneHash and code_hash = @codeHash", new { phoneHash, codeHash });
        return isSpent ? null : LoginFailure.Expired;
    }
}
