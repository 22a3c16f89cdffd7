using System.Text.RegularExpressions;

namespace RailLife.Tests.Tidy;

/// <summary>The trade services stand in an order: a service calls only those before it, through their facade, and its SQL names only its own tables.</summary>
public partial class ServiceTests
{
    /// <summary>In order, each with the prefixes of its tables.</summary>
    private static readonly (string Folder, string[] Prefixes)[] Services =
    [
        ("Gateway", ["gateway"]), ("Ledger", ["ledger"]), ("Merchants", ["merchant"]), ("Products", ["product", "review", "content"]), ("Stock", ["stock"]), ("Members", ["member"]),
        ("Accounts", ["account"]), ("Points", ["points"]), ("Pricing", []), ("Promotions", ["promo", "coupon", "prize"]), ("PointsMall", ["mall"]), ("Payments", ["pay", "risk"]),
        ("Carts", ["cart"]), ("Orders", ["order"]), ("AfterSales", ["aftersale"]),
    ];

    private static readonly Dictionary<string, string> OwnerOf = Services.SelectMany(s => s.Prefixes.Select(p => (p, s.Folder))).ToDictionary(p => p.p, p => p.Folder);

    [Fact]
    public void A_service_names_only_its_own_tables()
    {
        var wrong = Sources().SelectMany(f => TableName().Matches(f.Text).Select(m => m.Groups[1].Value).Distinct()
            .Where(table => OwnerOf.TryGetValue(table.Split('_')[0], out var owner) && owner != f.Service).Select(table => $"{f.Path} names {table}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_service_uses_only_those_before_it()
    {
        var order = Services.Select((s, i) => (s.Folder, i)).ToDictionary(s => s.Folder, s => s.i);
        var wrong = Sources().SelectMany(f => ServiceName().Matches(f.Text).Select(m => m.Groups[1].Value).Distinct()
            .Where(used => order.TryGetValue(used, out var place) && place > order[f.Service]).Select(used => $"{f.Path} uses {used}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_service_knows_of_another_one_only_what_is_public()
    {
        var sources = Sources().ToList();
        var hidden = sources.SelectMany(f => InternalType().Matches(f.Text).Select(m => (Type: m.Groups[1].Value, f.Service)))
            .GroupBy(t => t.Type).Where(g => g.Select(t => t.Service).Distinct().Count() == 1).ToDictionary(g => g.Key, g => g.First().Service);
        var wrong = sources.SelectMany(f => Word().Matches(Code(f.Text)).Select(m => m.Value).Distinct()
            .Where(word => hidden.TryGetValue(word, out var owner) && owner != f.Service && f.Text.Contains($"using RailLife.Commerce.{owner};", StringComparison.Ordinal))
            .Select(word => $"{f.Path} uses {word} of {hidden[word]}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_service_of_the_list_is_there_and_every_folder_is_in_the_list()
    {
        var found = Sources().Select(f => f.Service).Distinct().Order().ToList();
        Assert.True(found.Count > 0, "no service was found");
        Assert.Empty(found.Except(Services.Select(s => s.Folder)));
    }

    private static IEnumerable<(string Path, string Service, string Text)> Sources() =>
        Repository.Files(".cs").Where(f => f.StartsWith("api/commerce/", StringComparison.Ordinal) && f.Split('/') is [_, _, not "Edge", _, ..])
            .Select(f => (f, f.Split('/')[2], Repository.Read(f)));

    private static string Code(string text) => Comment().Replace(text, "");

    [GeneratedRegex(@"(?i)\b(?:from|join|into|update|table|exists)\s+([a-z]+_[a-z_]+)\b")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\busing RailLife\.Commerce\.(\w+)")]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"(?m)^internal (?:static |sealed |readonly |abstract |partial )*(?:class|record struct|record|struct|enum|interface) (\w+)")]
    private static partial Regex InternalType();

    // A type as it is used: not a member of something, nor the name of a parameter or property.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+(?=[.(<>?\[]|\s+[a-z_])")]
    private static partial Regex Word();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();
}
