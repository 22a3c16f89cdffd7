using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>What points can be given for.</summary>
public enum EarnKind
{
    Purchase,
    Recharge,
    SignIn,
    Review,
    ShowOrder,
    Share,

    /// <summary>A campaign or a mission of the operator: it says the number itself.</summary>
    Campaign,

    /// <summary>By hand, by staff.</summary>
    Adjustment,
}

/// <param name="Level">Code of a level of the member's ladder.</param>
/// <param name="BasisPoints">10,000 = as many as everybody gets.</param>
public sealed record LevelFactor([Text(40)] string Level, [Range(0, 100_000)] int BasisPoints);

/// <summary>How points are earned, how long they live and what they are worth. Every change is a new version; a lot remembers the one it was earned under.</summary>
/// <remarks>Catalogue PTS-02: "every x gives y; a single purchase of x gives extra".</remarks>
/// <param name="ValidDays">Days until earned points expire.</param>
/// <param name="ReturnedValidDays">Days that returned points live whose lot has expired in between.</param>
/// <param name="ExchangePointsPerMinor">Points for one minor unit of instant credit.</param>
/// <param name="ExchangeDailyMinorMax">Instant credit that all members together can get in a day, minor units (PLT-18).</param>
public sealed record PointsRules(
    [Range(1, 1_000_000_000)] long PurchaseEveryMinor, [Range(0, 1_000_000)] long PurchasePoints,
    [Range(1, 1_000_000_000)] long BonusFromMinor, [Range(0, 1_000_000)] long BonusPoints,
    [Range(1, 1_000_000_000)] long RechargeEveryMinor, [Range(0, 1_000_000)] long RechargePoints,
    [Range(0, 1_000_000)] long SignInPoints, [Range(0, 1_000_000)] long ReviewPoints, [Range(0, 1_000_000)] long ShowOrderPoints, [Range(0, 1_000_000)] long SharePoints,
    [Range(1, 3_650)] int ValidDays, [Range(1, 3_650)] int ReturnedValidDays,
    [Items(0, 20)] IReadOnlyList<LevelFactor> LevelBasisPoints,
    [Range(1, 1_000_000)] long ExchangePointsPerMinor, [Range(1, 1_000_000_000)] long ExchangePointsMin, [Range(0, 1_000_000_000_000)] long ExchangeDailyMinorMax)
{
    /// <summary>Points for something, by these rules alone.</summary>
    /// <param name="amountMinor">What was paid or recharged; not looked at for the others.</param>
    public long Give(EarnKind kind, long amountMinor, string level)
    {
        var plain = kind switch
        {
            EarnKind.Purchase => checked(amountMinor / PurchaseEveryMinor * PurchasePoints + (amountMinor >= BonusFromMinor ? BonusPoints : 0)),
            EarnKind.Recharge => checked(amountMinor / RechargeEveryMinor * RechargePoints),
            EarnKind.SignIn => SignInPoints,
            EarnKind.Review => ReviewPoints,
            EarnKind.ShowOrder => ShowOrderPoints,
            EarnKind.Share => SharePoints,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no rule; say the number"),
        };
        var factor = LevelBasisPoints.FirstOrDefault(l => l.Level == level)?.BasisPoints ?? 10_000;
        return checked(plain * factor / 10_000);
    }
}

/// <summary>The rules in force with their version.</summary>
public sealed record PointsRulesView(PointsRules Rules, long Version) : IVersioned;

/// <summary>Keeps the rules; staff replace them as a whole.</summary>
internal static class PointsRulesBook
{
    public static async Task<PointsRulesView> CurrentAsync(CoreTransaction tx)
    {
        var row = await tx.GetAsync<Row>("select version, body from points_rule order by version desc limit 1");
        return new PointsRulesView(JsonSerializer.Deserialize<PointsRules>(row.Body, EventJson.Options) ?? throw new InvalidDataException($"points rule {row.Version} is empty"), row.Version);
    }

    public static async Task<Outcome<PointsRulesView>> ReadAsync(Call call, CoreTransaction tx) => await CurrentAsync(tx);

    public static async Task<Outcome<PointsRulesView>> ReplaceAsync(Call call, PointsRules body, CoreTransaction tx)
    {
        if (Edits.Needed(call) is { } needed) return needed;
        var standsOn = call.IfMatch ?? 0;
        if (body.LevelBasisPoints.DistinctBy(l => l.Level).Count() != body.LevelBasisPoints.Count) return Refusal.Invalid("level-twice", "level_basis_points: found a level twice, expected each once");
        // The next number is free once: of two edits on one version the second finds it taken.
        var current = await CurrentAsync(tx);
        var isNew = current.Version == standsOn && await tx.ExecuteOneAsync("insert into points_rule (version, body, actor, created_at) values (@Version, @Body, @Actor, @NowMicros) on conflict do nothing",
            new { Version = standsOn + 1, Body = JsonSerializer.Serialize(body, EventJson.Options), Actor = call.Actor.ToString(), tx.NowMicros });
        if (!isNew) return Edits.Changed;
        return new PointsRulesView(body, standsOn + 1);
    }

    private sealed record Row
    {
        public long Version { get; init; }
        public string Body { get; init; } = "";
    }
}
