using System.Text.Json;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Services;

/// <summary>Who of the city is known to the services, and under which ids: what it takes to live on after the process has ended.</summary>
/// <param name="CouponId">The newcomer's coupon.</param>
public sealed record CityRoll(int Seed, int Merchants, int Days, DateTimeOffset End, string? StationsFile, string CouponId, IReadOnlyList<RollMember> Members, IReadOnlyList<RollShop> Shops)
{
    /// <summary>The city itself; everything of it comes from these few settings.</summary>
    public MadeCity ToCity(TimeZoneInfo zone) => new(new CitySettings(Math.Max(1, Members.Count), Merchants, Days, Seed, End, zone) { StationsFile = StationsFile });

    /// <summary>Null when none was written there.</summary>
    /// <exception cref="JsonException">The file was changed by somebody.</exception>
    public static CityRoll? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<CityRoll>(File.ReadAllBytes(path)) : null;

    /// <summary>Readers see the old roll or the new one.</summary>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this));
        File.Move(path + ".new", path, overwrite: true);
    }
}

public sealed record RollMember(int Number, string Id, string? AddressId);

public sealed record RollShop(int Number, string Id, IReadOnlyList<string> ProductIds, IReadOnlyList<string> SkuIds);
