using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.SignIn;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <summary>What growth [成长值] is given for.</summary>
public enum GrowthKind
{
    /// <summary>An order that is completed: settled amount x acceleration coefficient.</summary>
    Purchase,

    /// <summary>A review that passed its audit.</summary>
    Review,

    /// <summary>An order shown to others [晒单], for the first users of each product.</summary>
    ShowOrder,

    /// <summary>The first sign-in of the day; not for plain registered members.</summary>
    Login,
}

/// <param name="IsMaterial">A material benefit [物质权益]; else a spiritual one [精神权益], such as a badge.</param>
/// <param name="UsesPerMonth">How often it can be used in a calendar month; 0 = it is simply there.</param>
public sealed record LevelBenefit([Text(40)] string Code, LocalText Name, bool IsMaterial, [Range(0, 1_000)] int UsesPerMonth);

/// <param name="FromGrowth">Growth within the window from which the level is reached.</param>
/// <param name="CoefficientBasisPoints">Acceleration of purchase growth; 10,000 = a point for a yuan.</param>
/// <param name="DeductionBasisPoints">Member deduction from the price of goods.</param>
public sealed record GrowthLevel(
    [Text(40)] string Code, LocalText Name, [Range(0, 1_000_000_000)] long FromGrowth, [Range(0, 100_000)] int CoefficientBasisPoints, [Range(0, 5_000)] int DeductionBasisPoints,
    [Items(0, 20)] IReadOnlyList<LevelBenefit> Benefits);

/// <summary>How growth is earned and which level it makes. Every change is a new version; a grant remembers the one it was earned under.</summary>
/// <remarks>Catalogue MBR-12..17, MBR-20.</remarks>
/// <param name="WindowDays">Growth older than this no longer counts: without new growth a member is demoted [退档].</param>
/// <param name="GoodsFromMinor">Reviews and shown orders count for goods of this price and more; never for virtual ones.</param>
/// <param name="PinDaysMax">Longest time for which staff can set a level by hand.</param>
/// <param name="Levels">Lowest first; the first is <c>registered</c> from 0.</param>
public sealed record GrowthRules(
    [Range(1, 3_650)] int WindowDays, [Range(0, 1_000_000_000)] long GoodsFromMinor, [Range(0, 10_000)] long ReviewGrowth, [Range(0, 10_000)] long ShowOrderGrowth,
    [Range(0, 10_000)] int ShowOrderUsersMax, [Range(0, 10_000)] long LoginGrowth, [Range(1, 3_650)] int PinDaysMax, [Items(1, 20)] IReadOnlyList<GrowthLevel> Levels)
{
    /// <summary>The level that growth within the window makes.</summary>
    public GrowthLevel LevelOf(long growth) => Levels.Last(l => l.FromGrowth <= Math.Max(0, growth));

    /// <summary>The level with this code; the lowest when the ladder no longer has it.</summary>
    public GrowthLevel Level(string code) => Levels.FirstOrDefault(l => l.Code == code) ?? Levels[0];

    /// <summary>Place on the ladder, from 0.</summary>
    public int Rank(string code) => Math.Max(0, Levels.Select(l => l.Code).ToList().IndexOf(code));

    /// <summary>Null when the ladder is one: begins with <c>registered</c> at 0, rises, names no level twice.</summary>
    public Refusal? Check()
    {
        if (Levels[0] is not { Code: NewMember.LowestLevel, FromGrowth: 0 }) return Refusal.Invalid("bad-ladder", $"levels: found '{Levels[0].Code}' from {Levels[0].FromGrowth} first, expected '{NewMember.LowestLevel}' from 0");
        for (var i = 1; i < Levels.Count; i++)
            if (Levels[i].FromGrowth <= Levels[i - 1].FromGrowth) return Refusal.Invalid("bad-ladder", $"levels: found '{Levels[i].Code}' from {Levels[i].FromGrowth}, expected more than {Levels[i - 1].FromGrowth}");
        if (Levels.DistinctBy(l => l.Code).Count() != Levels.Count) return Refusal.Invalid("bad-ladder", "levels: found a code twice, expected each once");
        return null;
    }
}

/// <summary>The rules in force with their version.</summary>
public sealed record GrowthRulesView(GrowthRules Rules, long Version) : IVersioned;

/// <summary>Keeps the rules; staff replace them as a whole.</summary>
internal static class GrowthRulesBook
{
    public static async Task<GrowthRulesView> CurrentAsync(CoreTransaction tx)
    {
        var row = await tx.GetAsync<Row>("select version, body from member_rule order by version desc limit 1");
        return new GrowthRulesView(JsonSerializer.Deserialize<GrowthRules>(row.Body, EventJson.Options) ?? throw new InvalidDataException($"growth rule {row.Version} is empty"), row.Version);
    }

    public static async Task<Outcome<GrowthRulesView>> ReadAsync(Call call, CoreTransaction tx) => await CurrentAsync(tx);

    public static async Task<Outcome<GrowthRulesView>> ReplaceAsync(Call call, GrowthRules body, CoreTransaction tx)
    {
        var current = await CurrentAsync(tx);
        if (Edits.Check(call, current.Version) is { } stale) return stale;
        if (body.Check() is { } wrong) return wrong;
        // The next number is free once: of two edits on one version the second finds it taken.
        var isNew = await tx.ExecuteOneAsync("insert into member_rule (version, body, actor, created_at) values (@Version, @Body, @Actor, @NowMicros) on conflict do nothing",
            new { Version = current.Version + 1, Body = JsonSerializer.Serialize(body, EventJson.Options), Actor = call.Actor.ToString(), tx.NowMicros });
        return isNew ? new GrowthRulesView(body, current.Version + 1) : Edits.Changed;
    }

    private sealed record Row
    {
        public long Version { get; init; }
        public string Body { get; init; } = "";
    }
}
