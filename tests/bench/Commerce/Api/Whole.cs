namespace RailLife.Bench.Commerce.Api;

/// <summary>A right call of any endpoint: as it is written down for it, or, for one without path and body, from the description alone.</summary>
internal static class Whole
{
    private static readonly Dictionary<string, Func<ApiWorld, Task<ApiCall>>> Known =
        ((Dictionary<string, Func<ApiWorld, Task<ApiCall>>>[])[OrderCalls.All, GoodsCalls.All, MemberCalls.All, PromotionCalls.All, MallCalls.All, PaymentCalls.All]).SelectMany(c => c).ToDictionary(c => c.Key, c => c.Value);

    public static async Task<ApiCall> AskAsync(ApiWorld w, ApiOperation operation)
    {
        if (Known.TryGetValue(operation.Name, out var made)) return await made(w);
        var isOfMember = operation.Path.StartsWith("/v1/members/{id}", StringComparison.Ordinal);
        if (operation.Body is not null || (operation.Path.Contains('{') && !isOfMember)) throw new ApiStuckException($"nobody has written down how to call {operation.Name}");
        var stage = await w.StageAsync();
        var by = operation.Roles.Count == 0 ? Caller.Nobody : operation.Roles[w.Random.Next(operation.Roles.Count)] switch
        {
            "Member" => stage.Member,
            "Merchant" => stage.Merchant,
            _ => w.Staff,
        };
        string[] path = isOfMember ? [stage.Member.Id] : [];
        var query = operation.Query.Contains("limit") && w.Random.Next(2) == 0 ? $"limit={w.Random.Next(1, 101)}" : "";
        return w.Ask(operation.Name, by, null, null, path) with { Query = query };
    }
}
