using RailLife.Store;
using RailLife.Tests.Commerce;

namespace RailLife.Tests.Store;

public class CoreDatabaseTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_refusal_undoes_everything_and_the_others_stay(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await bed.WriteAsync(tx => tx.ExecuteAsync("create table thing (id text primary key, n bigint not null)"));

        var calls = Enumerable.Range(0, 40).Select(i => bed.WriteAsync<int>(async tx =>
        {
            await tx.ExecuteAsync("insert into thing (id, n) values (@Id, @i)", new { Id = $"t{i}", i });
            return i % 2 == 0 ? i : Refusal.Conflict("odd", $"{i} is odd");
        })).ToList();
        var outcomes = await Task.WhenAll(calls);

        Assert.Equal(20, outcomes.Count(o => o.IsDone));
        Assert.All(outcomes.Where(o => !o.IsDone), o => Assert.Equal("odd", o.Refusal!.Code));
        Assert.Equal(20, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from thing where n % 2 = 0")));
        Assert.Equal(20, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from thing")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_exception_reaches_its_own_caller_only(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await bed.WriteAsync(tx => tx.ExecuteAsync("create table thing (id text primary key)"));

        var broken = bed.WriteAsync(tx => tx.ExecuteAsync("insert into nowhere values (1)"));
        var good = bed.WriteAsync(tx => tx.ExecuteAsync("insert into thing (id) values ('a')"));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => broken);
        await good;
        Assert.Equal(1, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from thing")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_guarded_counter_never_passes_its_floor_under_racing_calls(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await bed.WriteAsync(tx => tx.ExecuteAsync("create table counter (id text primary key, n bigint not null)"));
        await bed.WriteAsync(tx => tx.ExecuteAsync("insert into counter (id, n) values ('c', 50)"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => bed.WriteAsync<bool>(async tx =>
            await tx.ExecuteOneAsync("update counter set n = n - 1 where id = 'c' and n >= 1") ? true : Refusal.Conflict("empty", "nothing left")))));

        Assert.Equal(50, outcomes.Count(o => o.IsDone));
        Assert.Equal(0, await bed.ReadAsync(tx => tx.GetAsync<long>("select n from counter where id = 'c'")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_list_is_one_parameter_whatever_collection_holds_it(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await bed.WriteAsync(tx => tx.ExecuteAsync("create table thing (id text primary key, n bigint not null)"));
        for (var n = 1; n <= 4; n++) await bed.WriteAsync(tx => tx.ExecuteAsync("insert into thing (id, n) values (@Id, @n)", new { Id = $"t{n}", n = (long)n }));
        IReadOnlyList<string> ids = ["t1", "t3"];
        var keys = new Dictionary<string, int> { ["t2"] = 1 }.Keys;

        Assert.Equal(["t1", "t3"], await Ids("id in @ids", new { ids }));
        Assert.Equal(["t2"], await Ids("id in @keys", new { keys }));
        Assert.Equal(["t2"], await Ids("id not in @ids and n in @Numbers", new { ids, Numbers = new List<long> { 1, 2 }.Select(n => n) }));
        Assert.Empty(await Ids("id in @None", new { None = Array.Empty<string>() }));

        Task<IReadOnlyList<string>> Ids(string condition, object args) => bed.ReadAsync(tx => tx.ListAsync<string>($"select id from thing where {condition} order by id", args));
    }
}
