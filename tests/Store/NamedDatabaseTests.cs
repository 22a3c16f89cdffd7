using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;
using RailLife.Tests.Commerce;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Store;

public class NamedDatabaseTests
{
    private static Task EmitAsync(CoreDatabase database, string id) => database.WriteAsync(tx =>
    {
        tx.Emit(new EventHeader(id, "raillife/commerce/products", "p", tx.Now), new ProductListed("p"));
        return Task.CompletedTask;
    }, CommerceBed.Ct);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_done_through_it_says_its_name_and_what_is_done_beside_it_does_not(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await using var named = new NamedDatabase(bed.Database, "/another");
        await EmitAsync(named, "e-1");
        await EmitAsync(bed.Database, "e-2");

        var sources = (await bed.ReadAsync(tx => tx.ListAsync<byte[]>("select value from outbox order by position")))
            .Select(v => System.Text.Json.JsonDocument.Parse(v).RootElement.GetProperty("source").GetString());
        Assert.Equal(["/another", "raillife/commerce/products"], sources);
    }

    [Fact]
    public async Task A_database_that_can_be_made_again_is_whole_once_it_is_finished()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "core.db");
        var first = new SqliteDatabase(path, TimeProvider.System, isRedoable: true);
        await first.WriteAsync(tx => tx.ExecuteAsync("create table thing (id bigint)"), CommerceBed.Ct);
        for (var i = 0; i < 50; i++) await first.WriteAsync(tx => tx.ExecuteAsync("insert into thing values (@i)", new { i }), CommerceBed.Ct);
        await first.FinishAsync();

        Assert.Equal(["core.db"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
        await using var again = new SqliteDatabase(path, TimeProvider.System);
        Assert.Equal(50, await again.ReadAsync(tx => tx.GetAsync<long>("select count(*) from thing"), CommerceBed.Ct));
    }
}
