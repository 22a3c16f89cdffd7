using RailLife.Bench.Commerce;

namespace RailLife.Tests.Commerce.WrongStates;

/// <summary>What comes at the wrong time or in the wrong money is refused with the code that clients know, and no row of any table changes by it.</summary>
public class WrongStateTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_call_of_the_tables_is_refused_and_changes_nothing(string kind)
    {
        await using var wardrobe = await Wardrobe.OpenAsync(kind);
        var wrong = new List<string>();
        var before = await RowsAsync(wardrobe);

        foreach (var call in (WrongCall[])[.. WrongCalls.Payments, .. WrongCalls.Orders, .. WrongCalls.AfterSales, .. WrongCalls.Goods])
        {
            var answer = await wardrobe.SendAsync(call);
            if ((answer.Status, answer.Code) != (call.Status, call.Code)) wrong.Add($"{call.What}: found {answer.Status} {answer.Text}, expected {call.Status} {call.Code}");
            var after = await RowsAsync(wardrobe);
            foreach (var (table, digest) in after)
                if (before[table] != digest && !(call.Tells && table is "outbox" or "outbox_sequence")) wrong.Add($"{call.What}: {table} has changed");
            before = after;
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_order_is_settled_once_however_often_its_time_comes(string kind)
    {
        await using var wardrobe = await Wardrobe.OpenAsync(kind);
        await wardrobe.Mall.WorkAsync();
        var before = await RowsAsync(wardrobe);

        Assert.Equal(0, await wardrobe.Mall.Due.RunDueAsync(CommerceBed.Ct));

        Assert.Equal(before, await RowsAsync(wardrobe));
    }

    private static Task<IReadOnlyDictionary<string, string>> RowsAsync(Wardrobe wardrobe) => RowDigests.OfAsync(wardrobe.Mall.Bed.Database, [], CommerceBed.Ct);
}
