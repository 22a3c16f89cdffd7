using RailLife.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Simulator.City;
using RailLife.Store;

namespace RailLife.Simulator.Services;

/// <summary>Where a history is written: an empty core database, the keys and the event log of the installation.</summary>
public sealed record HistoryPlace(string CoreFile, KeyRing Keys, IEventLog Log);

/// <param name="At">How far the city's clock has come, UTC.</param>
public sealed record HistoryProgress(int DaysDone, int Days, DateTimeOffset At, long Orders);

/// <param name="Refused">Calls that were answered with an expected no, by code.</param>
/// <param name="Lost">Log events that did not reach the log.</param>
/// <param name="Roll">Who is known to the services now.</param>
public sealed record HistoryReport(long Members, long Merchants, long MerchantsLeft, long Visits, long Orders, long Calls, long TrackingEvents, long OutboxEvents, long Lost, IReadOnlyDictionary<string, int> Refused, CityRoll Roll);

/// <summary>A history lived through the services: their real use cases, on a clock and with ids of its own, so that the same city gives the same events.</summary>
/// <remarks>Catalogue MCH-17, ORD-18. One thing happens at a time; no commit waits for the disk until the end, so a history that was cut off is to be made again from nothing.</remarks>
public static class ServiceHistory
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(30);

    /// <summary>Lives the whole history and makes it durable.</summary>
    /// <exception cref="SimulationException">The services answered in a way that they never should.</exception>
    public static async Task<HistoryReport> RunAsync(MadeCity city, HistoryPlace place, CommerceOptions options, IProgress<HistoryProgress>? progress, CancellationToken ct)
    {
        var settings = city.Settings;
        var clock = new SimulatedClock(settings.At(settings.FirstDay, 0));
        var file = new SqliteDatabase(place.CoreFile, clock, isRedoable: true);
        HistoryReport report;
        await using (file)
        {
            await Migrator.ApplyAsync(file, CommerceTables.All, ct);
            var ids = new IdSource(clock, settings.Seed);
            await using var services = new CityServices(new NamedDatabase(file, SimulatorEvents.Source), ids, place.Keys, place.Log, options, ct);
            await using var relay = new HistoryRelay(file, place.Log);
            var tracking = new TrackingWriter(place.Log, ids, ct);
            report = await LiveAsync(city, services, tracking, relay, ids, clock, progress, ct);
        }
        await file.FinishAsync();
        return report;
    }

    private static async Task<HistoryReport> LiveAsync(
        MadeCity city, CityServices services, TrackingWriter tracking, HistoryRelay relay, IdSource ids, SimulatedClock clock, IProgress<HistoryProgress>? progress, CancellationToken ct)
    {
        var settings = city.Settings;
        var (agenda, people) = (new Agenda(), new CityPeople(services.Tokens));
        var opening = new CityOpening(city, services.Door, people);
        var life = new CityLife(services.Door, people, agenda, tracking, services.Due, city, clock, stretch: 1);
        var planner = new VisitPlanner(city);
        await opening.OpenAsync();
        var left = 0;
        for (var day = 0; day <= settings.Days; day++)
        {
            PlanDay(day);
            var end = Earlier(settings.At(settings.FirstDay.AddDays(day + 1), 0), settings.End);
            await PassAsync(end);
            await relay.TrimAsync(ct);
            progress?.Report(new(Math.Min(day + 1, settings.Days), settings.Days, clock.GetUtcNow(), life.Orders));
        }
        await services.Due.RunAllAsync();
        await services.FlushAsync(ct);
        await tracking.FlushAsync();
        await relay.DrainAsync();
        return new(people.Members.Count, people.Shops.Count, left, life.Visits, life.Orders, services.Door.Calls, tracking.Written, relay.Published, services.Lost, services.Door.Refused, people.ToRoll(settings, opening.CouponId));

        void PlanDay(int day)
        {
            var date = settings.FirstDay.AddDays(day);
            foreach (var shop in city.Shops)
            {
                if (shop.JoinsOn == day) agenda.Add(settings.At(date, day == 0 ? 0 : 6 * 3_600), () => opening.JoinAsync(shop));
                if (shop.LeavesOn == day) agenda.Add(settings.At(date, 60), () => { left++; return life.LeaveAsync(shop); });
            }
            for (var number = 0; number < settings.Members; number++)
            {
                var member = city.Member(number);
                if ((int)member.JoinsAt == day) agenda.Add(city.JoinsAt(member), () => life.RegisterAsync(member, opening.CouponId));
                foreach (var visit in planner.Of(member, day)) agenda.Add(visit.At, () => life.VisitAsync(visit));
            }
        }

        async Task PassAsync(DateTimeOffset end)
        {
            while (clock.GetUtcNow() < end)
            {
                var round = Earlier(NextRound(clock.GetUtcNow()), end);
                while (agenda.Next is { } next && next < round)
                {
                    clock.MoveTo(next);
                    await agenda.Take()();
                }
                clock.MoveTo(round);
                if (round.Minute == 0) await services.Due.RunAllAsync();
                else await services.Due.RunOftenAsync();
                if (services.Waiting > CityServices.WaitingMax) await services.FlushAsync(ct);
            }
        }
    }

    private static DateTimeOffset NextRound(DateTimeOffset at) => new((at.UtcTicks / Round.Ticks + 1) * Round.Ticks, TimeSpan.Zero);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
