namespace RailLife.Bench.Proofs.Incremental;

/// <summary>Visitors of the small world: few of them, at close times, signing in and out, sent by campaigns, around midnight.</summary>
internal sealed class ToyVisits(Random random, Action<string, string, string, DateTime, string?, object> add)
{
    public void Next(DateTime time)
    {
        var visitor = $"v{random.Next(40)}";
        var member = random.Next(4) == 0 ? $"m{random.Next(30)}" : null;
        if (random.Next(8) == 0)
        {
            add("tracking", "page.viewed", visitor, time, member, new { session_id = visitor, page = $"/{random.Next(5)}", referrer = "https://Example.org/x" });
            return;
        }
        var kind = random.Next(20) switch { < 8 => "track", < 14 => "page", 14 => "screen", 15 => "identify", 16 => "signup", 17 => "alias", 18 => "profile", _ => "item" };
        // A member's id may be a visitor's as well: what is told of him by a server.
        if (random.Next(6) == 0) visitor = member ?? $"m{random.Next(30)}";
        add("tracking", "behaviour.tracked", visitor, time, kind is "identify" or "signup" or "alias" ? member ?? $"m{random.Next(30)}" : member, new
        {
            kind, name = $"Thing {random.Next(6)}", protocol = "segment", operation = kind, bytes = 100, is_planned = random.Next(2) == 0, is_bot = random.Next(20) == 0,
            business_date = ToyEvents.Day(time.AddHours(8)), page = random.Next(3) == 0 ? $"/{random.Next(5)}" : null, referrer_host = random.Next(4) == 0 ? "example.org" : null,
            campaign = random.Next(6) == 0 ? new { source = $"s{random.Next(3)}" } : null, properties = new { product_id = $"p{random.Next(9)}", circle_id = random.Next(5) },
        });
    }
}
