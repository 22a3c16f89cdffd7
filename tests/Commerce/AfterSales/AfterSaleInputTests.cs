using RailLife.Commerce.AfterSales;
using RailLife.Commerce.Edge;

namespace RailLife.Tests.Commerce.AfterSales;

/// <summary>What the endpoints of after-sales refuse, and with which word.</summary>
public class AfterSaleInputTests
{
    private const string Good = """{"kind":"return","lines":[{"line_no":1,"quantity":1}],"reason":"no-longer-wanted"}""";

    /// <summary>Caller, path, body, status, code. {order} was received; {case} waits for its audit.</summary>
    public static TheoryData<string, string, string, int, string> Wrong { get; } = new()
    {
        { "member", "/v1/orders/{order}/after-sales", "not json", 400, "bad-json" },
        { "member", "/v1/orders/{order}/after-sales", "{}", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"gift","lines":[{"line_no":1,"quantity":1}],"reason":"no-longer-wanted"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[],"reason":"no-longer-wanted"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":0,"quantity":1}],"reason":"no-longer-wanted"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":1,"quantity":0}],"reason":"no-longer-wanted"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":1,"quantity":-1}],"reason":"no-longer-wanted"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":1,"quantity":1}],"reason":"bored"}""", 400, "invalid-field" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":9,"quantity":1}],"reason":"no-longer-wanted"}""", 400, "unknown-line" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":1,"quantity":1},{"line_no":1,"quantity":1}],"reason":"no-longer-wanted"}""", 400, "line-twice" },
        { "member", "/v1/orders/{order}/after-sales", """{"kind":"return","lines":[{"line_no":1,"quantity":3}],"reason":"no-longer-wanted"}""", 409, "too-many-returned" },
        { "member", "/v1/orders/nowhere/after-sales", Good, 404, "unknown-order" },
        { "other", "/v1/orders/{order}/after-sales", Good, 404, "unknown-order" },
        { "nobody", "/v1/orders/{order}/after-sales", Good, 401, "sign-in-needed" },
        { "merchant", "/v1/orders/{order}/after-sales", Good, 403, "wrong-role" },
        { "far-staff", "/v1/staff/orders/{order}/after-sales", Good, 404, "unknown-order" },
        { "other", "/v1/after-sales/{case}/withdraw", "{}", 404, "unknown-after-sale" },
        { "member", "/v1/after-sales/nowhere/withdraw", "{}", 404, "unknown-after-sale" },
        { "member", "/v1/after-sales/{case}/send-back", """{"carrier":"SF","tracking_number":"1"}""", 409, "wrong-after-sale-state" },
        { "member", "/v1/after-sales/{case}/send-back", """{"carrier":"SF"}""", 400, "invalid-field" },
        { "other", "/v1/after-sales/{case}/send-back", """{"carrier":"SF","tracking_number":"1"}""", 404, "unknown-after-sale" },
        { "member", "/v1/after-sales/{case}/dispute", """{"statement":"it was new"}""", 409, "nothing-to-dispute" },
        { "member", "/v1/after-sales/{case}/dispute", "{}", 400, "invalid-field" },
        { "other", "/v1/after-sales/{case}/dispute", """{"statement":"it was new"}""", 404, "unknown-after-sale" },
        { "merchant", "/v1/merchant/after-sales/{case}/audit", "{}", 400, "invalid-field" },
        { "merchant", "/v1/merchant/after-sales/{case}/audit", """{"is_approved":false}""", 400, "note-needed" },
        { "other-merchant", "/v1/merchant/after-sales/{case}/audit", """{"is_approved":true}""", 404, "unknown-after-sale" },
        { "member", "/v1/merchant/after-sales/{case}/audit", """{"is_approved":true}""", 403, "wrong-role" },
        { "far-staff", "/v1/staff/after-sales/{case}/audit", """{"is_approved":true}""", 404, "unknown-after-sale" },
        { "merchant", "/v1/merchant/after-sales/{case}/inbound", """{"is_accepted":true,"reception":"received","is_sellable":true}""", 409, "wrong-after-sale-state" },
        { "merchant", "/v1/merchant/after-sales/{case}/inbound", """{"is_accepted":true,"reception":"eaten","is_sellable":true}""", 400, "invalid-field" },
        { "other-merchant", "/v1/merchant/after-sales/{case}/inbound", """{"is_accepted":true,"reception":"received","is_sellable":true}""", 404, "unknown-after-sale" },
        { "merchant", "/v1/merchant/after-sales/{case}/exchange", """{"carrier":"SF","tracking_number":"1"}""", 409, "wrong-after-sale-state" },
        { "merchant", "/v1/merchant/after-sales/{case}/exchange", "{}", 400, "invalid-field" },
        { "other-merchant", "/v1/merchant/after-sales/{case}/exchange", """{"carrier":"SF","tracking_number":"1"}""", 404, "unknown-after-sale" },
        { "staff", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":1,"reason":"worn"}""", 428, "if-match-needed" },
        { "staff", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":1}""", 400, "invalid-field" },
        { "staff", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":-1,"reason":"worn"}""", 400, "invalid-field" },
        { "staff", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":10002,"reason":"worn"}""", 409, "refund-over-paid" },
        { "staff", "/v1/staff/after-sales/{case}/adjust", """{"reason":"worn"}""", 400, "nothing-to-adjust" },
        { "far-staff", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":1,"reason":"worn"}""", 404, "unknown-after-sale" },
        { "merchant", "/v1/staff/after-sales/{case}/adjust", """{"amount_minor":1,"reason":"worn"}""", 403, "wrong-role" },
    };

    [Fact]
    public async Task Every_wrong_call_is_refused_by_name_and_changes_nothing()
    {
        await using var counter = await Counter.ReceivedAsync(Databases.Sqlite, pieces: 3);
        var (bed, mall) = (counter.Mall.Bed, counter.Mall);
        var applied = await counter.AppliedAsync(AfterSaleKind.Return, 1);
        var other = (await mall.BuyerAsync()).Actor;
        await using var server = await CommerceServer.StartAsync(bed, routes => routes.MapAfterSales(mall.AfterSales));
        string? Token(string who) => who switch
        {
            "nobody" => null,
            "member" => Of(counter.Buyer.Actor),
            "other" => Of(other),
            "merchant" => Of(mall.Merchant()),
            "other-merchant" => Of(mall.Merchant("mer-else")),
            "staff" => Of(Shop.Staff),
            _ => Of(new Actor(ActorKind.Staff, "staff-2", Circles: [Shop.Circle + 1])),
        };
        string Of(Actor actor) => bed.Tokens.Issue(actor, TimeSpan.FromHours(1));

        foreach (var row in Wrong.Select(w => w.Data))
        {
            var answer = await server.SendAsync("POST", row.Item2.Replace("{order}", counter.OrderId).Replace("{case}", applied.Id), Token(row.Item1), row.Item3);
            Assert.True((row.Item4, row.Item5) == (answer.Status, answer.Code), $"{row.Item1} {row.Item2} {row.Item3}: expected {row.Item4} {row.Item5}, found {answer.Status} {answer.Text}");
        }

        Assert.Equal(applied.Version, (await counter.ViewAsync(applied.Id)).Version);
        Assert.Equal(1, await mall.NumberAsync("select count(*) from aftersale_case"));
        foreach (var (who, path) in new[] { ("other", "/v1/after-sales/{case}"), ("other-merchant", "/v1/merchant/after-sales/{case}"), ("far-staff", "/v1/staff/after-sales/{case}") })
            Assert.Equal(404, (await server.SendAsync("GET", path.Replace("{case}", applied.Id), Token(who))).Status);
        foreach (var (who, path, count) in new[] { ("member", "/v1/after-sales", 1), ("other", "/v1/after-sales", 0), ("merchant", "/v1/merchant/after-sales?state=wait-audit", 1), ("other-merchant", "/v1/merchant/after-sales", 0), ("staff", "/v1/staff/after-sales?disputed=true", 0) })
            Assert.Equal(count, (await server.SendAsync("GET", path, Token(who))).Body.GetProperty("items").GetArrayLength());
        Assert.Equal("bad-parameter", (await server.SendAsync("GET", "/v1/after-sales?state=lost", Token("member"))).Code);
    }
}
