using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Stores;

/// <param name="Level">Of this store; it has nothing to do with the platform's.</param>
public sealed record StoreMembership(string StoreId, string MerchantId, string MemberId, string Level, DateTimeOffset JoinedAt, long Version) : IVersioned;

public sealed record StoreMembershipList(IReadOnlyList<StoreMembership> Items);

public sealed record StoreLevelBody([Text(40)] string Level);

public sealed record StoreLevel([Text(40)] string Code, LocalText Name);

/// <param name="Levels">Lowest first; who joins begins with the first.</param>
public sealed record StoreLevelsBody([Items(1, 20)] IReadOnlyList<StoreLevel> Levels);

public sealed record StoreLevels(string StoreId, IReadOnlyList<StoreLevel> Levels, long Version) : IVersioned;

/// <summary>Membership of stores [店铺会员] beside that of the platform: a member may be in several, each store manages its own levels.</summary>
/// <remarks>Catalogue MBR-21, MBR-02: through the store a person has his relations to merchants and formats. A merchant sees his own stores' members only.</remarks>
internal sealed class StoreMembers(MembersParts parts, MerchantsFacade merchants)
{
    private const string Columns = "store_id, member_id, merchant_id, level, joined_at, version";

    // A store that has said nothing has one level.
    private static readonly IReadOnlyList<StoreLevel> Plain = [new("vip1", new LocalText("店铺会员", "Store member"))];

    public static async Task<bool> HasAsync(CoreTransaction tx, string storeId, string memberId) =>
        await tx.FindAsync<string>("select level from member_store where store_id = @storeId and member_id = @memberId", new { storeId, memberId }) is not null;

    public static async Task<Outcome<StoreMembershipList>> OwnAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<Row>($"select {Columns} from member_store where member_id = @Id order by joined_at, store_id", new { call.Actor.Id });
        return new StoreMembershipList([.. rows.Select(r => r.View())]);
    }

    public async Task<Outcome<StoreMembership>> JoinAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await MemberRow.FindAsync(tx, call.Actor.Id) is not { } member) return Refusal.NotFound("member", call.Actor.Id);
        if (member.Kind == Words.Of(MemberKind.Visitor)) return Refusal.Conflict("sign-in-first", "a visitor joins no store; sign in with the number of a phone");
        if (await merchants.StoreAsync(tx, call.Path("store")) is not { } store || await merchants.FindAsync(tx, store.MerchantId) is not { IsActive: true } merchant) return Refusal.NotFound("store", call.Path("store"));
        var level = (await LevelsOfAsync(tx, store.Id)).Levels[0].Code;
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into member_store (store_id, member_id, merchant_id, circle_id, format, level, joined_at, version)
            values (@Id, @MemberId, @MerchantId, @CircleId, @Format, @level, @NowMicros, 1) on conflict do nothing
            """, new { store.Id, MemberId = member.Id, store.MerchantId, store.CircleId, merchant.Format, level, tx.NowMicros });
        if (isNew)
        {
            var header = parts.Header(tx, call.Actor, member.Id, subject: store.Id) with { StoreId = store.Id, MerchantId = store.MerchantId, CircleId = store.CircleId, Format = merchant.Format };
            tx.Emit(header, new StoreMemberJoined(store.Id, store.MerchantId, member.Id, level));
        }
        return (await FindAsync(tx, store.Id, member.Id) ?? throw new InvalidOperationException("the membership was not written")).View();
    }

    public async Task<Outcome<Page<StoreMembership>>> ListAsync(Call call, CoreTransaction tx)
    {
        if (await SeenAsync(call, tx) is not { } store) return Refusal.NotFound("store", call.Path("store"));
        var page = call.Page();
        var rows = await tx.ListAsync<Row>($"select {Columns} from member_store where store_id = @Id and member_id > @After order by member_id limit @Take", new { store.Id, After = page.After ?? "", Take = page.Limit + 1 });
        return page.Of([.. rows.Select(r => r.View())], m => m.MemberId);
    }

    public async Task<Outcome<StoreMembership>> SetLevelAsync(Call call, StoreLevelBody body, CoreTransaction tx)
    {
        if (await SeenAsync(call, tx) is not { } store) return Refusal.NotFound("store", call.Path("store"));
        if (await FindAsync(tx, store.Id, call.Path("member")) is not { } row) return Refusal.NotFound("store-member", call.Path("member"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        var levels = (await LevelsOfAsync(tx, store.Id)).Levels;
        if (levels.All(l => l.Code != body.Level)) return Refusal.Invalid("unknown-level", $"level: found '{body.Level}', expected one of {string.Join(", ", levels.Select(l => l.Code))}");
        var isChanged = await tx.ExecuteOneAsync("update member_store set level = @Level, version = version + 1 where store_id = @StoreId and member_id = @MemberId and version = @Version", new { body.Level, row.StoreId, row.MemberId, row.Version });
        return isChanged ? (row with { Level = body.Level, Version = row.Version + 1 }).View() : Edits.Changed;
    }

    public async Task<Outcome<StoreLevels>> LevelsAsync(Call call, CoreTransaction tx) =>
        await SeenAsync(call, tx) is { } store ? await LevelsOfAsync(tx, store.Id) : Refusal.NotFound("store", call.Path("store"));

    public async Task<Outcome<StoreLevels>> ReplaceLevelsAsync(Call call, StoreLevelsBody body, CoreTransaction tx)
    {
        if (await SeenAsync(call, tx) is not { } store) return Refusal.NotFound("store", call.Path("store"));
        var current = await LevelsOfAsync(tx, store.Id);
        if (Edits.Check(call, current.Version) is { } stale) return stale;
        if (body.Levels.DistinctBy(l => l.Code).Count() != body.Levels.Count) return Refusal.Invalid("bad-ladder", "levels: found a code twice, expected each once");
        var rule = new { store.Id, Levels = Words.ListOf(body.Levels), Actor = call.Actor.ToString(), current.Version };
        var isChanged = current.Version == 0
            ? await tx.ExecuteOneAsync("insert into member_store_rule (store_id, levels, actor, version) values (@Id, @Levels, @Actor, 1) on conflict do nothing", rule)
            : await tx.ExecuteOneAsync("update member_store_rule set levels = @Levels, actor = @Actor, version = version + 1 where store_id = @Id and version = @Version", rule);
        return isChanged ? new StoreLevels(store.Id, body.Levels, current.Version + 1) : Edits.Changed;
    }

    private async Task<StoreInfo?> SeenAsync(Call call, CoreTransaction tx) =>
        await merchants.StoreAsync(tx, call.Path("store")) is { } store && await merchants.FindAsync(tx, store.MerchantId) is { } merchant && call.Actor.Sees(merchant.Id, store.CircleId, merchant.Format) ? store : null;

    private static Task<Row?> FindAsync(CoreTransaction tx, string storeId, string memberId) =>
        tx.FindAsync<Row>($"select {Columns} from member_store where store_id = @storeId and member_id = @memberId", new { storeId, memberId });

    private static async Task<StoreLevels> LevelsOfAsync(CoreTransaction tx, string storeId) =>
        await tx.FindAsync<RuleRow>("select levels, version from member_store_rule where store_id = @storeId", new { storeId }) is { } row
            ? new StoreLevels(storeId, Words.ParseList<StoreLevel>(row.Levels), row.Version)
            : new StoreLevels(storeId, Plain, 0);

    private sealed record RuleRow
    {
        public string Levels { get; init; } = "";
        public long Version { get; init; }
    }

    private sealed record Row
    {
        public string StoreId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public string MerchantId { get; init; } = "";
        public string Level { get; init; } = "";
        public long JoinedAt { get; init; }
        public long Version { get; init; }

        public StoreMembership View() => new(StoreId, MerchantId, MemberId, Level, JoinedAt.ToInstant(), Version);
    }
}
