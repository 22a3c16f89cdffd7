using RailLife.Host.Platform;
using RailLife.Warehouse;

namespace RailLife.Tests.Host;

public class BuildScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // order <- promised (5 seconds); order <- member <- shop
    private readonly BuildSchedule _schedule = New();

    [Fact]
    public void What_is_promised_comes_with_what_it_reads_and_the_others_one_by_one_in_between()
    {
        Assert.Equal(["fct_order", "subject_promised"], Build(1, at: 0, seconds: 1));
        Assert.Equal(["fct_member"], Build(1, at: 1, seconds: 4));
        Assert.Equal(["fct_order", "subject_promised"], Build(2, at: 5, seconds: 3));   // the slow one took 4 seconds: 4 seconds are the others'
        Assert.Empty(Build(2, at: 8, seconds: 0));
        Assert.Equal(["subject_shop"], Build(2, at: 9, seconds: 0.01));
        Assert.Equal(["fct_member"], Build(2, at: 9.01, seconds: 1));
    }

    [Fact]
    public void A_slow_model_has_at_most_half_of_the_time()
    {
        double slow = 0, at = 0;
        for (var seen = 1; at < 1000; seen++)
        {
            var models = _schedule.Next(seen, Start.AddSeconds(at));
            var took = models.Count switch { 0 => 0.1, 1 => 5, _ => 1.5 };
            if (models.Count > 0) _schedule.Built(models, seen, Start.AddSeconds(at), Start.AddSeconds(at + took));
            at += took;
            if (models.Count == 1) slow += took;
        }
        Assert.InRange(slow / at, 0.3, 0.5);
    }

    [Fact]
    public void A_model_stands_no_further_than_what_it_reads()
    {
        _schedule.Built(["fct_member"], 9, Start, Start);
        Assert.Equal(-1, _schedule.Reached("fct_member"));                              // fct_order has not been built yet
        _schedule.Built(["fct_order"], 7, Start, Start);
        _schedule.Built(["fct_member"], 9, Start, Start);
        Assert.Equal(7, _schedule.Reached("fct_member"));
        Assert.Equal(-1, _schedule.Seen);
    }

    [Fact]
    public void All_stand_where_bronze_stands_once_it_is_quiet_and_nothing_is_due()
    {
        var at = 0.0;
        while (_schedule.Next(5, Start.AddSeconds(at)) is var models && (models.Count > 0 || _schedule.Seen < 5))
        {
            _schedule.Built(models, 5, Start.AddSeconds(at), Start.AddSeconds(at + 0.5));
            at += 1;
            Assert.InRange(at, 0, 30);
        }
        Assert.Equal(5, _schedule.Seen);
        Assert.Empty(_schedule.Next(5, Start.AddDays(1)));
        Assert.NotEmpty(_schedule.Next(6, Start.AddDays(1)));
    }

    [Fact]
    public void A_new_process_looks_at_every_model_once_whatever_the_last_one_left()
    {
        var schedule = New(new() { ["fct_order"] = 5, ["subject_promised"] = 5, ["fct_member"] = 5, ["subject_shop"] = 5 });
        Assert.Equal(5, schedule.Seen);
        var built = new List<string>();
        for (var at = 0; at < 30; at++)
        {
            var models = schedule.Next(5, Start.AddSeconds(at));
            schedule.Built(models, 5, Start.AddSeconds(at), Start.AddSeconds(at + 0.5));
            built.AddRange(models);
        }
        Assert.Equal(["fct_member", "fct_order", "subject_promised", "subject_shop"], built.Order());
    }

    private IReadOnlyList<string> Build(long seen, double at, double seconds)
    {
        var models = _schedule.Next(seen, Start.AddSeconds(at));
        _schedule.Built(models, seen, Start.AddSeconds(at), Start.AddSeconds(at + seconds));
        return models;
    }

    private static BuildSchedule New(Dictionary<string, long>? reached = null) => new(ModelGraph.From([
        ModelParser.Parse("ods_sale", "ods_sale.sql", "-- materialize: source\nselect null::integer as id where false"),
        Model("fct_order", "ods_sale"), Model("subject_promised", "fct_order", "-- fresh_within: 5 seconds\n"), Model("fct_member", "fct_order"), Model("subject_shop", "fct_member"),
    ]), Interval, reached ?? []);

    private static ModelFile Model(string name, string reads, string header = "") => ModelParser.Parse(name, name + ".sql",
        $"-- grain: id\n-- materialize: incremental by id\n-- column id: public; id; zh 号; en Id\n{header}select id from ref('{reads}')");
}
