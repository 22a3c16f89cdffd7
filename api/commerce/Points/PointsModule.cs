using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Points [积分]: a currency of the operator and a debt of his; lots say how old they are, the ledger how many.</summary>
public static class PointsModule
{
    public static MigrationSet Tables { get; } = new("points", PointsTables.Steps);

    public static IEnumerable<IDueWork> DueWork(CoreDatabase database, PointsParts parts)
    {
        yield return new DueWork("points-expiry", TimeSpan.FromSeconds(10), new ExpirePoints(database, parts).RunDueAsync);
    }

    public static void MapPoints(this CommerceRoutes routes, PointsParts parts, MembersFacade members)
    {
        var read = new ReadPoints(parts, members);
        var checkIn = new CheckIn(parts, members);
        routes.Get("/v1/me/points", Access.Member, "PTS-01", "Own points: balance, held, debt, next to expire", read.OwnAsync);
        routes.Get("/v1/me/points/entries", Access.Member, "MBR-11", "How own points came and went, newest first", read.OwnEntriesAsync, "limit", "cursor");
        routes.Post<Nothing, CheckInView>("/v1/me/points/check-ins", Access.Member, "PTS-02", "Check in for the day; earns once a day", checkIn.RunAsync);
        routes.Post<Nothing, CheckInView>("/v1/me/points/shares", Access.Member, "PTS-02", "Share something; earns once a day", checkIn.ShareAsync);
        routes.Post<ExchangePointsBody, ExchangeView>("/v1/me/points/exchanges", Access.Member, "PTS-04", "Exchange points for instant credit", new ExchangePoints(parts, members).RunAsync);
        routes.Get("/v1/members/{id}/points", Access.Staff, "MBR-11", "A member's points", read.OneAsync);
        routes.Get("/v1/members/{id}/points/entries", Access.Staff, "MBR-11", "How a member's points came and went", read.EntriesAsync, "limit", "cursor");
        routes.Post<AdjustPointsBody, PointsView>("/v1/members/{id}/points/adjustments", Access.Staff, "MBR-11", "Give or take points by hand", new AdjustPoints(parts, members).RunAsync);
        routes.Get("/v1/points/rules", Access.SignedIn, "PTS-02", "How points are earned and what they are worth", PointsRulesBook.ReadAsync);
        routes.Put<PointsRules, PointsRulesView>("/v1/points/rules", Access.Staff, "PTS-02", "Replace the rules; the next version holds from now on", PointsRulesBook.ReplaceAsync);
    }
}
