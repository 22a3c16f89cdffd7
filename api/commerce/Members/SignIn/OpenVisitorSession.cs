using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Members.SignIn;

/// <summary>Lets somebody in who has not told his number [访客]: he can fill a cart, and keeps it when he signs in with a number that is new.</summary>
/// <remarks>Catalogue MBR-01. No event: nobody has registered yet.</remarks>
internal sealed class OpenVisitorSession(MembersParts parts)
{
    public async Task<Outcome<SessionOpened>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var actor = new Actor(ActorKind.Member, parts.Ids.Next());
        await NewMember.InsertAsync(tx, parts, actor.Id);
        var lifetime = TimeSpan.FromHours(parts.Options.SessionHours);
        var member = await MemberRow.FindAsync(tx, actor.Id) ?? throw new InvalidOperationException("the visitor was not written");
        return new SessionOpened(parts.Tokens.Issue(actor, lifetime), (int)lifetime.TotalSeconds, true, MemberView.Of(member));
    }
}
