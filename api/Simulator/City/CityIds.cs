using System.Globalization;
namespace RailLife.Simulator.City;

/// <summary>Ids of a city that no service has seen: like imported ones they name their source, <c>city-7-20261001:…</c>, and the same city gives the same ones again.</summary>
public sealed class CityIds(CitySettings settings)
{
    private readonly string prefix = string.Create(CultureInfo.InvariantCulture, $"city-{settings.Seed}-{settings.FirstDay:yyyyMMdd}:");

    public string Member(Resident member) => string.Create(CultureInfo.InvariantCulture, $"{prefix}m{member.Number}");

    /// <summary>As a client names itself before somebody signs in; it knows nothing of its owner.</summary>
    /// <param name="device">Of the member's: 0 = his own telephone.</param>
    public string Device(Resident member, int device) => string.Create(CultureInfo.InvariantCulture, $"{prefix}d{member.Number}-{device}");

    public string Merchant(Shop shop) => string.Create(CultureInfo.InvariantCulture, $"{prefix}s{shop.Number}");

    public string Product(Shop shop, Good good) => string.Create(CultureInfo.InvariantCulture, $"{prefix}p{shop.Number}-{good.Number}");

    public string Circle(Station station) => string.Create(CultureInfo.InvariantCulture, $"{prefix}c{station.CircleId}");

    /// <summary>What a member does on a visit; an order has its visit's number.</summary>
    /// <param name="place">Of the visit on its day.</param>
    public string Visit(char kind, Resident member, int day, int place) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{kind}{member.Number}-{day}-{place}");
}
