using RailLife.Commerce;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Simulator.City;
using RailLife.Store;

namespace RailLife.Simulator.Services;

/// <param name="Trouble">Told when something went wrong; the city goes on.</param>
public sealed record LivingOptions(int VisitsPerMinute, TimeZoneInfo Zone, Action<string> Trouble);

/// <summary>A city that goes on living beside the running platform, through the same services, on the real clock; the platform's own clock runs the timers.</summary>
/// <remarks>Its days are short: what takes an hour between the steps of an order takes half a minute here, so that a page that is looked at moves.</remarks>
public sealed class LivingCity
{
    private const double Stretch = 1 / 120.0;
    private const double NewcomerShare = 0.03;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly CityRoll roll;
    private readonly CoreDatabase database;
    private readonly IdSource ids;
    private readonly KeyRing keys;
    private readonly IEventLog log;
    private readonly CommerceOptions services;
    private readonly LivingOptions options;
    private readonly MadeCity city;
    private readonly VisitPlanner planner;
    private readonly List<Resident> residents;
    private readonly Agenda agenda = new();

    public LivingCity(CityRoll roll, CoreDatabase database, IdSource ids, KeyRing keys, IEventLog log, CommerceOptions services, LivingOptions options)
    {
        (this.roll, this.database, this.ids, this.keys, this.log, this.services, this.options) = (roll, database, ids, keys, log, services, options);
        city = roll.ToCity(options.Zone);
        planner = new VisitPlanner(city);
        residents = [.. roll.Members.Select(m => city.Member(m.Number))];
    }

    /// <summary>Lives until it is told to stop.</summary>
    /// <returns>Who is known to the services then.</returns>
    public async Task<CityRoll> RunAsync(CancellationToken ct)
    {
        await using var own = new CityServices(new NamedDatabase(database, SimulatorEvents.Source), ids, keys, log, services, ct, isClockElsewhere: true);
        var people = new CityPeople(own.Tokens);
        people.Add(roll, city);
        var tracking = new TrackingWriter(log, ids, CancellationToken.None);
        var life = new CityLife(own.Door, people, agenda, tracking, own.Due, city, database.Clock, Stretch);
        var dice = Dice.Of(roll.Seed, "living", database.Clock.GetUtcNow().UtcTicks);
        var today = DayOf(database.Clock.GetUtcNow());
        while (!ct.IsCancellationRequested)
        {
            var now = database.Clock.GetUtcNow();
            if (DayOf(now) is var day && day > today) PlanDepartures(life, people, today = day, now);
            for (var visits = dice.Poisson(options.VisitsPerMinute / 60.0); visits > 0; visits--) PlanVisit(life, dice, now);
            while (agenda.Next is { } next && next <= database.Clock.GetUtcNow() && !ct.IsCancellationRequested) await DoAsync(agenda.Take());
            await tracking.FlushAsync();
            await Task.Delay(Beat, database.Clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return people.ToRoll(city.Settings, roll.CouponId);
    }

    private void PlanVisit(CityLife life, Dice dice, DateTimeOffset now)
    {
        if (dice.Chance(NewcomerShare))
        {
            var newcomer = city.Member(residents.Max(r => r.Number) + 1);
            agenda.Add(now, () => life.RegisterAsync(newcomer, roll.CouponId));
            residents.Add(newcomer);
            return;
        }
        var local = TimeZoneInfo.ConvertTime(now, options.Zone);
        var member = residents[dice.Below(residents.Count)];
        var visit = planner.Draw(dice, member, DayOf(now), DateOnly.FromDateTime(local.DateTime), local.TimeOfDay.TotalSeconds);
        agenda.Add(now, () => life.VisitAsync(visit));
    }

    private void PlanDepartures(CityLife life, CityPeople people, int day, DateTimeOffset now)
    {
        foreach (var shop in city.Shops.Where(s => s.LeavesOn == day && people.Find(s) is not null)) agenda.Add(now, () => life.LeaveAsync(shop));
    }

    private int DayOf(DateTimeOffset now) => city.Settings.LocalDay(now).DayNumber - city.Settings.FirstDay.DayNumber;

    private async Task DoAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            options.Trouble($"something went wrong in the city, which goes on: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // The platform stops; what was not done is not done.
        }
    }
}
