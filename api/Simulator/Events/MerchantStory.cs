using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Contracts.Products;
using RailLife.Simulator.City;

namespace RailLife.Simulator.Events;

/// <summary>What the services would tell of circles, formats and merchants with their goods. Pure.</summary>
internal sealed class MerchantStory(MadeCity city, CityIds ids)
{
    public void Tell(Action<EventHeader, IEventRecord> tell)
    {
        var settings = city.Settings;
        var opened = settings.At(settings.FirstDay, 0);
        foreach (var station in city.ByTraffic)
            tell(Header($"circle-{station.CircleId}", $"{ids.Circle(station)}/saved", opened) with { CircleId = station.CircleId },
                new TodSaved(station.CircleId, new LocalText(station.Zh, station.En), station.LatitudeMicrodegrees, station.LongitudeMicrodegrees, 1_000));
        foreach (var shop in city.Shops)
        {
            Tell(shop, settings.At(settings.FirstDay.AddDays(shop.JoinsOn), 60), tell);
            if (shop.LeavesOn <= settings.Days && settings.At(settings.FirstDay.AddDays(shop.LeavesOn), 60) is var left && left <= settings.End)
                tell(Of(shop, ids.Merchant(shop), "left", left), new MerchantDeregistered(ids.Merchant(shop), "gave up business"));
        }
    }

    private void Tell(Shop shop, DateTimeOffset at, Action<EventHeader, IEventRecord> tell)
    {
        var id = ids.Merchant(shop);
        tell(Of(shop, id, "registered", at), new MerchantRegistered(id, new LocalText(shop.Zh, shop.En), [shop.Station.CircleId], shop.Format.Id, null));
        foreach (var good in shop.Goods)
            tell(Of(shop, ids.Product(shop, good), "saved", at), new ProductSaved(ids.Product(shop, good), new LocalText($"{good.Zh} {shop.Zh}", $"{good.En}, {shop.En}"), null, good.PriceMinor / 100m, "CNY"));
    }

    private EventHeader Of(Shop shop, string subject, string what, DateTimeOffset at) =>
        Header(subject, $"{subject}/{what}", at) with { MerchantId = ids.Merchant(shop), CircleId = shop.Station.CircleId, Format = shop.Format.Id };

    private static EventHeader Header(string subject, string id, DateTimeOffset at) => new(id, SimulatorEvents.Source, subject, at) { Actor = "staff:city" };
}
