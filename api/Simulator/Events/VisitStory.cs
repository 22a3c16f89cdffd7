using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Events;

/// <summary>What a member's client would tell of a visit. Pure.</summary>
internal sealed class VisitStory(CitySettings settings, CityIds ids)
{
    public void Tell(Visit visit, int day, int place, Action<EventHeader, IEventRecord> tell)
    {
        if (visit.At > settings.End) return;
        var (id, session, memberId) = (ids.Visit('v', visit.Member, day, place), ids.Device(visit.Member, visit.Device), ids.Member(visit.Member));
        var (step, seconds, who) = (0, 0.0, visit.SignIn == SignIn.Remembered ? memberId : null);
        void Say(double after, IEventRecord record) =>
            tell(new EventHeader($"{id}/{step++}", SimulatorEvents.Source, session, visit.At.AddSeconds(seconds += after)) { MemberId = who, Channel = visit.Member.Channel }, record);

        var date = new BusinessDate(settings.LocalDay(visit.At));
        Say(0, new PageViewed(session, "home", visit.Referrer, 4_000 + visit.Viewed.Count * 1_700, visit.Member.Channel is "pc" ? "desktop" : "phone", null, null, date));
        if (visit.Query is { } query) Say(3, new SearchPerformed(session, query, visit.Viewed.Count, null, date));
        for (var i = 0; i < visit.Viewed.Count; i++) Say(6, new ProductViewed(session, ids.Product(visit.Viewed[i].Shop, visit.Viewed[i].Good), visit.Query is null ? "list" : "search", i, date));
        if (visit.SignIn == SignIn.OnTheWay)
        {
            who = memberId;
            Say(4, SignIns.Told(visit.Member.Channel, session, memberId, settings.LocalDay(visit.At)));
        }
        if (visit.LeavesInCart) Say(4, new CartItemAdded(session, ids.Product(visit.Viewed[^1].Shop, visit.Viewed[^1].Good), 1, visit.Viewed[^1].Good.PriceMinor / 100m, "CNY", date));
    }
}
