using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Members.Profile;
using RailLife.Contracts;
using RailLife.Contracts.Logs;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <param name="StaffNumber">Metro staff say it at once; see <see cref="ClaimStaff"/>.</param>
public sealed record OpenSessionBody([Text(24)] string Phone, [Text(10)] string Code, [Text(40)] string? StaffNumber);

/// <param name="Token">For the header <c>Authorization: Bearer …</c>.</param>
/// <param name="IsNew">True when this call registered the member.</param>
public sealed record SessionOpened([Text(4000)] string Token, int ExpiresInSeconds, bool IsNew, MemberView Member);

/// <summary>Signs in by number and code. A number that nobody has becomes a member; a visitor who signs in so becomes that member himself.</summary>
/// <remarks>Catalogue MBR-01, MBR-14: the first sign-in of the day gives growth. One number leads to one member, whoever races: the account's row is unique.</remarks>
internal sealed class OpenSession(MembersParts parts)
{
    private readonly CodeCheck codes = new(parts);
    private readonly RegisterMember register = new(parts);
    private readonly ClaimStaff staff = new(parts);
    private readonly GiveGrowth growth = new(parts);

    public async Task<Outcome<SessionOpened>> RunAsync(Call call, OpenSessionBody body, CoreTransaction tx)
    {
        if (!PhoneNumber.TryParse(body.Phone, out var phone, out var refusal)) return refusal;
        var phoneHash = parts.Hash.Of(PersonalKind.Mobile, phone.Digits);
        var known = await LoginAccounts.OwnerAsync(tx, LoginAccounts.Phone, phoneHash);
        if (await codes.SpendAsync(tx, call.Actor, phoneHash, body.Code, known) is { } wrong) return wrong;

        var memberId = known ?? await register.RunAsync(tx, call, phone, phoneHash);
        if (await MemberRow.LockAsync(tx, memberId) is not { } member) throw new InvalidOperationException($"the account leads to no member '{memberId}'");
        var actor = new Actor(ActorKind.Member, memberId);
        if (member.State != Words.Of(MemberState.Active))
        {
            tx.Emit(parts.Header(tx, actor, memberId), new LoginFailed(memberId, LoginFailure.Locked, null));
            return new Refusal(403, "member-blocked", "this member is blocked; customer service says why") { KeepsChanges = true };
        }
        if (body.StaffNumber is { } number && await staff.ClaimAsync(tx, actor, member, number) is { } notStaff) return notStaff;
        tx.Emit(parts.Header(tx, actor, memberId) with { Channel = call.Channel, TraceParent = call.TraceParent }, new LoginSucceeded(memberId, "member", null));
        var given = await growth.RunAsync(tx, actor, new GrowthCause(memberId, GrowthKind.Login, $"login/{memberId}/{parts.Day(tx)}"));
        if (!given.IsDone) return given.Refusal!;
        var lifetime = TimeSpan.FromHours(parts.Options.SessionHours);
        var now = await MemberRow.FindAsync(tx, memberId) ?? member;
        return new SessionOpened(parts.Tokens.Issue(actor, lifetime), (int)lifetime.TotalSeconds, known is null, MemberView.Of(now));
    }
}
