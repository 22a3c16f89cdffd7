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
/// A unit is one day of some members; several are written at once. Every key belongs to one unit, or is told in one go, so the events of a key come in their order
/// whoever is faster. A city that is told again is counted once: its events have the same ids.
/// </remarks>
public static class EventHistory
{
    private const int MembersPerUnit = 5_000;
    private const int BatchMax = 2_000;

    public static async Task<EventReport> RunAsync(MadeCity city, IEventLog log, EventHistoryOptions options, IProgress<EventProgress>? progress, CancellationToken ct)
    {
        var settings = city.Settings;
        var tally = new Tally(progress, (settings.Days + 1L) * Units(settings));
        var ids = new CityIds(settings);
        await using (var merchants = new Batch(log, tally, ct)) new MerchantStory(city, ids).Tell(merchants.Add);
        var planner = new VisitPlanner(city);
        var units = Enumerable.Range(0, settings.Days + 1).SelectMany(day => Enumerable.Range(0, Units(settings)).Select(part => (Day: day, Part: part)));
        await Parallel.ForEachAsync(units, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = ct }, async (unit, stop) =>
        {
            await using (var batch = new Batch(log, tally, stop))
                await TellAsync(city, planner, ids, options, unit.Day, unit.Part * MembersPerUnit, batch, tally);
            tally.UnitDone();
        });
        return new(tally.Orders, tally.Events);
    }

    private static async Task TellAsync(MadeCity city, VisitPlanner planner, CityIds ids, EventHistoryOptions options, int day, int first, Batch batch, Tally tally)
    {
        var (orders, visits) = (new OrderStory(city.Settings, ids), new VisitStory(city.Settings, ids));
        for (var number = first; number < Math.Min(first + MembersPerUnit, city.Settings.Members); number++)
        {
            var member = city.Member(number);
            if ((int)member.JoinsAt == day) Joined(city, ids, member, batch);
            var place = 0;
            foreach (var visit in planner.Of(member, day))
            {
                if (options.Visits) visits.Tell(visit, day, place, batch.Add);
                if (orders.Tell(visit, day, place++, batch.Add)) tally.Order();
            }
            if (batch.IsFull) await batch.FlushAsync();
        }
    }

    private static void Joined(MadeCity city, CityIds ids, Resident member, Batch batch)
    {
        var (id, at) = (ids.Member(member), city.JoinsAt(member));
        if (at > city.Settings.End) return;
        batch.Add(new EventHeader($"{id}/registered", SimulatorEvents.Source, id, at) { MemberId = id, Channel = member.Channel, Actor = $"member:{id}" }, new MemberRegistered(id, MemberKind.Member, null, member.Channel));
    }

    private static int Units(CitySettings settings) => (settings.Members + MembersPerUnit - 1) / MembersPerUnit;

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
