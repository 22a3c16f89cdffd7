using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RailLife.Bench;
using RailLife.Bench.Frame;

if (args.Length > 0 && Catalog.Children.TryGetValue(args[0], out var child)) return await child(args[1..]);

var name = new Argument<string?>("name") { Description = "Which one; without a name all run in turn", Arity = ArgumentArity.ZeroOrOne };
var scale = new Option<double>("--scale") { Description = "Share of the full size, above 0 and up to 1", DefaultValueFactory = _ => 1 };
var seed = new Option<int>("--seed") { Description = "Seed of the random choices; new on every run unless given", DefaultValueFactory = _ => Random.Shared.Next() };
var json = new Option<bool>("--json") { Description = "Print an array of {name, value, unit, baseline, ratio}" };
var folder = new Option<string>("--folder") { Description = "Scratch folder", DefaultValueFactory = _ => Path.GetTempPath() };

var only = new Option<string?>("--only") { Description = "One part of a bench that has parts: of ingest embedded, kafka or freshness; of collect alone or platform" };

var bench = new Command("bench", Describe("Measures speed beside a raw baseline in the same run.", Catalog.Benches.Select(b => (b.Name, b.Summary)), "./raillife bench ingest --json")) { name, scale, json, folder, only };
bench.SetAction((parsed, ct) => BenchAsync(parsed, ct));
var part = new Argument<string?>("part") { Description = "Of what, where a proof has parts: prove crash commerce is prove commerce-crash", Arity = ArgumentArity.ZeroOrOne };
var prove = new Command("prove", Describe("Runs the long proofs: kills, races, random histories.", Catalog.Proofs.Select(p => (p.Name, p.Summary)), "./raillife prove commit --scale 0.1")) { name, part, scale, seed, folder };
prove.SetAction((parsed, ct) => ProveAsync(parsed, ct));
return await new RootCommand("RailLife's measurements and proofs.") { bench, prove }.Parse(args).InvokeAsync();

async Task<int> BenchAsync(ParseResult parsed, CancellationToken ct)
{
    var rows = new List<BenchRow>();
    foreach (var one in Choose(Catalog.Benches, b => b.Name, parsed.GetValue(name)))
        rows.AddRange(await WithFolderAsync(parsed, path => one.RunAsync(new(parsed.GetValue(scale), path, Say, parsed.GetValue(only)), ct)));
    if (parsed.GetValue(json)) BenchTable.PrintJson(Console.Out, rows);
    else BenchTable.Print(Console.Out, rows);
    return 0;
}

async Task<int> ProveAsync(ParseResult parsed, CancellationToken ct)
{
    var holds = true;
    var wanted = parsed.GetValue(part) is { } of ? $"{of}-{parsed.GetValue(name)}" : parsed.GetValue(name);
    foreach (var proof in Choose(Catalog.Proofs, p => p.Name, wanted))
    {
        var watch = Stopwatch.StartNew();
        Say($"prove {proof.Name} --seed {parsed.GetValue(seed)} --scale {parsed.GetValue(scale).ToString(CultureInfo.InvariantCulture)}");
        var result = await WithFolderAsync(parsed, path => proof.RunAsync(new(parsed.GetValue(scale), parsed.GetValue(seed), path, Say), ct));
        foreach (var violation in result.Violations) Console.WriteLine($"  VIOLATED {violation}");
        Console.WriteLine($"{proof.Name}: {(result.Holds ? "holds" : "DOES NOT HOLD")}: {result.Summary} ({watch.Elapsed.TotalSeconds:0} s, seed {parsed.GetValue(seed)})");
        holds &= result.Holds;
    }
    return holds ? 0 : 1;
}

async Task<T> WithFolderAsync<T>(ParseResult parsed, Func<string, Task<T>> run)
{
    var path = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder)!, $"raillife-{Guid.NewGuid():N}")).FullName;
    try { return await run(path); }
    finally { Directory.Delete(path, recursive: true); }
}

static IEnumerable<T> Choose<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string? wanted)
{
    if (wanted is null) return all;
    var found = all.Where(a => nameOf(a) == wanted).ToList();
    if (found.Count > 0) return found;
    Console.Error.WriteLine($"unknown name \"{wanted}\"; there are: {string.Join(", ", all.Select(nameOf))}");
    Environment.Exit(2);
    return [];
}

static string Describe(string what, IEnumerable<(string Name, string Summary)> all, string example) =>
    $"{what}\n{string.Join('\n', all.Select(a => $"  {a.Name,-14} {a.Summary}"))}\nExample: {example}";

static void Say(string line) => Console.Error.WriteLine(line);
