using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>A use case that changes something: one call, one transaction.</summary>
public delegate Task<Outcome<TAnswer>> Command<in TBody, TAnswer>(Call call, TBody body, CoreTransaction tx);

/// <summary>A question: one call, one consistent state.</summary>
public delegate Task<Outcome<TAnswer>> Question<TAnswer>(Call call, CoreTransaction tx);

/// <summary>An answer that can be edited; its version becomes the ETag and comes back in If-Match.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>Marks the routes of trade among all of a process: the gateway stands before them.</summary>
internal sealed class TradeRoute
{
    public static TradeRoute Mark { get; } = new();
}

/// <summary>A body of nothing: <c>{}</c>, or no body at all.</summary>
public sealed record Nothing;

/// <summary>
/// Where the services put their endpoints. Each call goes the same way: who calls, may he, does the body fit its record, then the use case in
/// one transaction; an <c>Idempotency-Key</c> makes a repeated call give the first answer.
/// </summary>
/// <param name="log">Where calls are written down; null = nowhere.</param>
public sealed class CommerceRoutes(IEndpointRouteBuilder routes, CoreDatabase database, AccessTokens tokens, ServiceLog? log = null)
{
    private readonly List<RouteDescription> descriptions = [];

    public IReadOnlyList<RouteDescription> Descriptions => descriptions;

    public void Post<TBody, TAnswer>(string path, Access access, string capability, string summary, Command<TBody, TAnswer> useCase) where TBody : class =>
        Change("POST", path, access, capability, summary, useCase);

    public void Put<TBody, TAnswer>(string path, Access access, string capability, string summary, Command<TBody, TAnswer> useCase) where TBody : class =>
        Change("PUT", path, access, capability, summary, useCase);

    public void Delete<TAnswer>(string path, Access access, string capability, string summary, Command<Nothing, TAnswer> useCase) =>
        Change("DELETE", path, access, capability, summary, useCase);

    public void Get<TAnswer>(string path, Access access, string capability, string summary, Question<TAnswer> question, params string[] query)
    {
        var route = Describe("GET", path, access, capability, summary, null, typeof(TAnswer), query);
        Map(route, async http =>
        {
            var call = new Call(http, HttpEdge.Admit(http, tokens, access));
            return Reply.Of(await database.ReadAsync(tx => question(call, tx), http.RequestAborted));
        });
    }

    /// <summary>An entry for somebody outside who proves himself by a signature over the raw body, and wants an answer of his own form.</summary>
    public void Callback(string path, string capability, string summary, Func<Call, CoreTransaction, Task<Outcome<string>>> useCase)
    {
        var route = Describe("POST", path, Access.Anyone, capability, summary, null, typeof(Nothing), []);
        Map(route, async http =>
        {
            var call = new Call(http, Actor.Platform) { Body = await RequestBody.ReadAsync(http) };
            var outcome = await database.WriteAsync(tx => useCase(call, tx), http.RequestAborted);
            return outcome.IsDone ? Reply.Plain(outcome.Value) : Reply.Of(outcome.Refusal!);
        });
    }

    private void Change<TBody, TAnswer>(string method, string path, Access access, string capability, string summary, Command<TBody, TAnswer> useCase) where TBody : class
    {
        var contract = DocumentContract.Of(typeof(TBody));
        var route = Describe(method, path, access, capability, summary, typeof(TBody) == typeof(Nothing) ? null : contract, typeof(TAnswer), []);
        Map(route, async http =>
        {
            var actor = HttpEdge.Admit(http, tokens, access);
            var bytes = await RequestBody.ReadAsync(http);
            var body = RequestBody.Parse<TBody>(contract, bytes);
            var call = new Call(http, actor) { Body = bytes };
            var repeat = RepeatKey.Of(http, actor, bytes);
            var outcome = await database.WriteAsync(tx => repeat is null ? Run(call, body, tx, useCase) : repeat.OnceAsync(tx, () => Run(call, body, tx, useCase)), http.RequestAborted);
            return outcome.IsDone ? outcome.Value : Reply.Of(outcome.Refusal!);
        });
    }

    private void Map(RouteDescription route, Func<HttpContext, Task<Reply>> answer)
    {
        async Task Handle(HttpContext http)
        {
            var started = database.Clock.GetTimestamp();
            try
            {
                var reply = await HttpEdge.AnswerAsync(http, () => answer(http));
                log?.Answered(route, HttpEdge.ActorOf(http), reply, database.Clock.GetElapsedTime(started));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log?.Broke(route, HttpEdge.ActorOf(http), e);
                throw;
            }
        }
        routes.MapMethods(route.Path, [route.Method], (RequestDelegate)Handle).WithMetadata(TradeRoute.Mark);
    }

    private static async Task<Outcome<Reply>> Run<TBody, TAnswer>(Call call, TBody body, CoreTransaction tx, Command<TBody, TAnswer> useCase)
    {
        var outcome = await useCase(call, body, tx);
        return outcome.IsDone ? Reply.Of(outcome) : outcome.Refusal!;
    }

    private RouteDescription Describe(string method, string path, Access access, string capability, string summary, DocumentContract? body, Type answer, IReadOnlyList<string> query)
    {
        var route = new RouteDescription(method, path, access, capability, summary, body, answer == typeof(Nothing) ? null : DocumentContract.Of(answer), query);
        descriptions.Add(route);
        return route;
    }
}
