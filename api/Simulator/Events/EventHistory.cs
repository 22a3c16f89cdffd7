using System.Text;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.EventLog;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Events;

/// <param name="Visits">False = only what becomes of orders, members and merchants is told, not what visitors look at.</param>
public sealed record EventHistoryOptions(bool Visits, int Workers);

public sealed record EventProgress(long UnitsDone, long Units, long Orders, long Events);

public sealed record EventReport(long Orders, long Events);

/// <summary>A history written straight to the event log: the same life as through the services, told by nobody but the city, for amounts that no shop could serve.</summary>
/// <remarks>
/// A unit is one day of some members; several are written at once, and the days of the same members one after the other by the same worker. So the events of a key,
/// a device's too, come in their order whoever is faster. A city that is told again is counted once: its events have the same ids.
/// </remarks>
public static class EventHistory
{
    private const int MembersPerUnitMax = 5_000;
    private const int BatchMax = 2_000;

    public static async Task<EventReport> RunAsync(MadeCity city, IEventLog log, EventHistoryOptions options, IProgress<EventProgress>? progress, CancellationToken ct)
    {
        var settings = city.Settings;
        var turns = (settings.Members + MembersPerUnitMax * options.Workers - 1) / (MembersPerUnitMax * options.Workers);
        var parts = turns * options.Workers;
        var size = (settings.Members + parts - 1) / parts;
        var tally = new Tally(progress, (settings.Days + 1L) * parts);
        var ids = new CityIds(settings);
        await using (var merchants = new Batch(log, tally, ct)) new MerchantStory(city, ids).Tell(merchants.Add);
        var planner = new VisitPlanner(city);
        await Parallel.ForEachAsync(Enumerable.Range(0, options.Workers), new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = ct }, async (worker, stop) =>
        {
            for (var day = 0; day <= settings.Days; day++)
                for (var part = worker; part < parts; part += options.Workers)
                {
                    await using (var batch = new Batch(log, tally, stop))
                        await TellAsync(city, planner, ids, options, day, Enumerable.Range(part * size, Math.Clamp(settings.Members - part * size, 0, size)), batch, tally);
                    tally.UnitDone();
                }
        });
        return new(tally.Orders, tally.Events);
    }

    private static async Task TellAsync(MadeCity city, VisitPlanner planner, CityIds ids, EventHistoryOptions options, int day, IEnumerable<int> members, Batch batch, Tally tally)
    {
        var (orders, visits) = (new OrderStory(city, ids), new VisitStory(city.Settings, ids));
        foreach (var number in members)
        {
            var member = city.Member(number);
            if ((int)member.JoinsAt == day) Joined(city, ids, options, member, batch);
            var place = 0;
            foreach (var visit in planner.Of(member, day))
            {
                if (options.Visits) visits.Tell(visit, day, place, batch.Add);
                if (orders.Tell(visit, day, place++, batch.Add)) tally.Order();
            }
            if (batch.IsFull) await batch.FlushAsync();
        }
    }

    private static void Joined(MadeCity city, CityIds ids, EventHistoryOptions options, Resident member, Batch batch)
    {
        var (id, at) = (ids.Member(member), city.JoinsAt(member));
        if (at > city.Settings.End) return;
        batch.Add(new EventHeader($"{id}/registered", SimulatorEvents.Source, id, at) { MemberId = id, Channel = member.Channel, Actor = $"member:{id}" }, new MemberRegistered(id, MemberKind.Member, null, member.Channel));
        if (!options.Visits) return;
        var device = ids.Device(member, 0);
        batch.Add(new EventHeader($"{device}/registered", SimulatorEvents.Source, device, at) { MemberId = id, Channel = member.Channel }, SignIns.Told(member.Channel, device, id, city.Settings.LocalDay(at)));
    }

    private sealed class Batch(IEventLog log, Tally tally, CancellationToken ct) : IAsyncDisposable
    {
        private readonly List<LogEntry> entries = new(2 * BatchMax);

        public bool IsFull => entries.Count >= BatchMax;

        public void Add(EventHeader header, IEventRecord record) =>
            entries.Add(new LogEntry(EventCatalog.For(record.GetType()).Topic, Encoding.UTF8.GetBytes(header.Subject), EventWriter.Write(header, record)));

        public async Task FlushAsync()
        {
            if (entries.Count == 0) return;
            await log.AppendAsync(entries, ct);
            tally.Told(entries.Count);
            entries.Clear();
        }

        public async ValueTask DisposeAsync() => await FlushAsync();
    }

    private sealed class Tally(IProgress<EventProgress>? progress, long units)
    {
        private readonly Lock gate = new();
        private long orders;
        private long events;
        private long done;

        public long Orders => Interlocked.Read(ref orders);

        public long Events => Interlocked.Read(ref events);

        public void Order() => Interlocked.Increment(ref orders);

        public void Told(int count) => Interlocked.Add(ref events, count);

        public void UnitDone()
        {
            lock (gate) progress?.Report(new(++done, units, Orders, Events));
        }
    }
}
