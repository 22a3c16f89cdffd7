using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Simulator.City;

/// <summary>What is true of the city and stands in no event: trends, hazards, tastes, effects. For judging models later; never for the lake.</summary>
public sealed record CityTruth(CityFrame City, TrueStations Stations, TrueEffects Effects, TrueSignIns Recognition, IReadOnlyList<TrueShop> Shops, IReadOnlyList<TrueMember> Members)
{
    /// <summary>Members whose tastes are written down at most, the first ones.</summary>
    public const int MembersMax = 100_000;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CityTruth Of(MadeCity city) => new(
        new(city.Settings.Seed, city.Settings.Members, city.Settings.Merchants, city.Settings.Days, city.Settings.FirstDay, city.Settings.End),
        TrueStations.Of(city),
        new(Campaigns.VisitLift, Campaigns.BuyingLift, Campaigns.CouponLift, [.. Campaigns.Beginnings(city.Settings.Days).Select(city.Settings.FirstDay.AddDays)]),
        new(SignIns.ElsewhereShare, SignIns.UnknownShare, SignIns.UnknownElsewhereShare, SignIns.IdlyShare),
        [.. city.Shops.Select(s => new TrueShop(s.Number, s.En, s.Format.Id, s.Station.CircleId, s.Popularity, s.Quality, s.Trend.ToString().ToLowerInvariant(), s.WeeklyHazard, Day(city, s.JoinsOn), s.LeavesOn <= city.Settings.Days ? Day(city, s.LeavesOn) : null))],
        [.. Enumerable.Range(0, Math.Min(MembersMax, city.Settings.Members)).Select(city.Member).Select(m => new TrueMember(m.Number, m.Home, m.Work, m.Works, m.VisitsPerWeek, m.Buying, m.Thrift, m.Taste))]);

    public async Task WriteAsync(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, this, Json, ct);
    }

    private static DateOnly Day(MadeCity city, int day) => city.Settings.FirstDay.AddDays(day);
}

public sealed record CityFrame(int Seed, int Members, int Merchants, int Days, DateOnly FirstDay, DateTimeOffset End);

/// <summary>Which stations they are: another list is another city, whatever the seed.</summary>
/// <param name="File">Its name; null = those of the made-up city.</param>
/// <param name="Sha256">Of the stations as they were read.</param>
public sealed record TrueStations(string? File, int Count, string Sha256)
{
    internal static TrueStations Of(MadeCity city) => new(Path.GetFileName(city.Settings.StationsFile), city.Stations.Count, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(city.Stations))));
}

/// <summary>As <see cref="Campaigns"/> has them.</summary>
public sealed record TrueEffects(double CampaignVisitLift, double CampaignBuyingLift, double CouponLift, IReadOnlyList<DateOnly> CampaignsFrom);

/// <summary>As <see cref="SignIns"/> has them: shares of visits.</summary>
public sealed record TrueSignIns(double Elsewhere, double Unknown, double UnknownElsewhere, double Idly);

/// <param name="LeftOn">Null = it stayed.</param>
public sealed record TrueShop(int Number, string Name, string Format, long CircleId, double Popularity, double Quality, string Trend, double WeeklyHazard, DateOnly JoinedOn, DateOnly? LeftOn);

/// <param name="Home">Rank of the station he lives at, by traffic.</param>
/// <param name="Taste">Weights in the order of the formats.</param>
public sealed record TrueMember(int Number, int Home, int Work, bool Works, double VisitsPerWeek, double Buying, double Thrift, IReadOnlyList<double> Taste);
