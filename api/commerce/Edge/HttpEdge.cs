using Microsoft.AspNetCore.Http;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>The one way from a request to an answer.</summary>
internal static class HttpEdge
{
    /// <returns>What was answered.</returns>
    public static async Task<Reply> AnswerAsync(HttpContext http, Func<Task<Reply>> answer)
    {
        Reply reply;
        try
        {
            reply = await answer();
        }
        catch (BadCallException bad)
        {
            reply = Reply.Of(Refusal.Invalid(bad.Code, bad.Message));
        }
        catch (RefusedException refused)
        {
            reply = Reply.Of(refused.Refusal);
        }
        await reply.WriteAsync(http);
        return reply;
    }

    /// <summary>Who was admitted; nobody when the call did not come so far.</summary>
    public static Actor ActorOf(HttpContext http) => http.Items[typeof(Actor)] as Actor ?? Actor.Nobody;

    /// <summary>Who calls, when he may.</summary>
    /// <exception cref="RefusedException">401 without a valid token, 403 with one of another role.</exception>
    public static Actor Admit(HttpContext http, AccessTokens tokens, Access access)
    {
        var actor = Actor.Nobody;
        if (http.Request.Headers.Authorization is [{ } header])
        {
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || tokens.Read(header["Bearer ".Length..].Trim()) is not { } named)
                throw new RefusedException(new(401, "bad-token", "the token is not one of this installation, or has ended; sign in again"));
            actor = named;
        }
        http.Items[typeof(Actor)] = actor;
        if (access.Admits(actor)) return actor;
        throw new RefusedException(actor.Kind is ActorKind.Anonymous
            ? new(401, "sign-in-needed", "found no token; expected the header 'Authorization: Bearer …'")
            : new(403, "wrong-role", $"found a token of kind {actor.Kind}, expected {access}"));
    }
}

/// <summary>A refusal before any use case has begun.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Detail)
{
    public Refusal Refusal { get; } = refusal;
}
