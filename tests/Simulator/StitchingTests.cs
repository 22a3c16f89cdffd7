using System.Globalization;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Simulator.City;
using RailLife.Simulator.Events;
using RailLife.Tests.Commerce;
using RailLife.Tests.Engine;
using RailLife.Tests.Import;

namespace RailLife.Tests.Simulator;

/// <summary>Visits that begin as nobody's, and what the behaviour models make of them.</summary>
public class StitchingTests
{
    private const string Columns = "subject, memberid, type, time, id, source, data, partition, offset";

    private static readonly CitySettings Settings = Cities.Settings(members: 120, merchants: 12, days: 25);

    [Fact]
    public void Who_takes_something_is_known_by_then_and_some_come_and_go_as_nobody()
    {
        var visits = Cities.Visits(new MadeCity(Cities.Settings(members: 2_000))).ToList();
        Assert.DoesNotContain(visits, v => v.SignIn == SignIn.Never && (v.Purchase is not null || v.LeavesInCart));
        double Unknown(bool isElsewhere) => visits.Where(v => v.Device > 0 == isElsewhere).Average(v => v.SignIn == SignIn.Remembered ? 0.0 : 1);
        Assert.InRange(visits.Average(v => v.Device > 0 ? 1.0 : 0), SignIns.ElsewhereShare - 0.02, SignIns.ElsewhereShare + 0.02);
        Assert.InRange(Unknown(false), SignIns.UnknownShare - 0.02, SignIns.UnknownShare + 0.02);
        Assert.InRange(Unknown(true), SignIns.UnknownElsewhereShare - 0.03, SignIns.UnknownElsewhereShare + 0.03);
    }

    [Fact]
    public async Task A_visit_is_the_members_whose_device_it_came_from_once_he_signed_in_there_and_nobodys_until_then()
    {
        var city = new MadeCity(Settings);
        await using var log = new MemoryLog();
        await EventHistory.RunAsync(city, log, new(Visits: true, Workers: 2), null, CommerceBed.Ct);
        var told = log.Entries.Where(e => e.Topic == Topics.Tracking).Select(e => JsonDocument.Parse(e.Value).RootElement).ToList();
        string[] rows = [.. told.Select(Row)];
        using var sessions = new ModelTest("fct_session").Given("ods_tracking_event", Columns, rows);

        // What the city knows: whose devices they are, and on which ones somebody was ever recognised.
        var ids = new CityIds(Settings);
        var planner = new VisitPlanner(city);
        var visits = Enumerable.Range(0, Settings.Members).SelectMany(number => Enumerable.Range(0, Settings.Days + 1).SelectMany(day => planner.Of(city.Member(number), day))).Where(v => v.At <= Settings.End).ToLookup(v => ids.Device(v.Member, v.Device));
        var owners = visits.Where(d => d.First().Device == 0 || d.Any(v => v.SignIn != SignIn.Never)).ToDictionary(d => d.Key, d => ids.Member(d.First().Member));
        var stitched = sessions.One("select string_agg(concat_ws(' ', visitor_id, coalesce(member_id, '-')), ';') from ({0})").Split(';').Select(s => s.Split(' ')).ToList();
        Assert.True(stitched.Count > 200, $"{stitched.Count} sessions");
        Assert.All(stitched, s => Assert.Equal(owners.GetValueOrDefault(s[0], "-"), s[1]));
        // A visit on the way to work counts on the day that the city's clocks show, and midnight in UTC does not cut it in two.
        Assert.Equal("0", sessions.One($"select count(*)::varchar from ({{0}}) where business_date <> (started_at at time zone 'UTC' + interval {Settings.Zone.BaseUtcOffset.Hours} hour)::date"));

        using var events = new ModelTest("fct_event").Given("ods_tracking_event", Columns, rows);
        var names = told.Where(e => e.TryGetProperty("memberid", out _)).Select(e => e.GetProperty("id").GetString()!).ToHashSet();
        var named = events.One("select string_agg(ids, ';') from (select string_agg(event_id, ' ') as ids from ({0}) where session_id is not null group by session_id)").Split(';').Count(s => s.Split(' ').Any(names.Contains));
        var (before, after) = ((double)named / stitched.Count, stitched.Count(s => s[1] != "-") / (double)stitched.Count);
        Assert.True(before + 0.05 < after && after < 1, $"{before:0.000} of the sessions name a member, {after:0.000} have one");
    }

    private static string Row(JsonElement told, int offset) => string.Create(CultureInfo.InvariantCulture,
        $"({Sql(told.GetProperty("subject").GetString())}, {Sql(told.TryGetProperty("memberid", out var member) ? member.GetString() : null)}, {Sql(told.GetProperty("type").GetString())}, timestamptz {Sql(told.GetProperty("time").GetString())}, {Sql(told.GetProperty("id").GetString())}, {Sql(told.GetProperty("source").GetString())}, {Sql(told.GetProperty("data").GetRawText())}, 0, {offset})");

    private static string Sql(string? text) => text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
