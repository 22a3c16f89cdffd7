namespace RailLife.Simulator.City;

/// <summary>A business format [业态] as the city knows it.</summary>
/// <param name="Kind">Of its goods, in the services' word: physical, service or virtual.</param>
/// <param name="Share">Of the merchants.</param>
/// <param name="Appetite">How much of the members' visits it draws.</param>
/// <param name="Buying">Share of visits that end in an order.</param>
/// <param name="PriceMinor">Median price.</param>
/// <param name="Hazard">How much sooner its merchants give up than others.</param>
/// <param name="Returns">Share of orders that come back, from a merchant of middling quality.</param>
/// <param name="DoneHours">From payment until the buyer has it, usually.</param>
public sealed record BusinessFormat(
    string Id, string Zh, string En, string Kind, double Share, double Appetite, double Buying, long PriceMinor, double Hazard, double Returns, double DoneHours, IReadOnlyList<(string Zh, string En)> Shops, IReadOnlyList<(string Zh, string En)> Goods)
{
    public bool IsPhysical => Kind == "physical";

    /// <summary>Brought to the door within the hour: nobody waits for a carrier.</summary>
    public bool IsQuick => IsPhysical && DoneHours < 3;
}

/// <summary>The six formats of the operator: online retail, group-buy, take-away, supermarket, housekeeping, property service.</summary>
/// <remarks>Catalogue PLT-06.</remarks>
public static class BusinessFormats
{
    public static IReadOnlyList<BusinessFormat> All { get; } =
    [
        new("online-retail", "在线电商", "Online retail", "physical", 0.26, 0.26, 0.22, 8_900, 1.2, 0.075, 52,
            [("灯饰铺", "Lantern House"), ("数码站", "Gadget Stop"), ("文具社", "Stationers"), ("香氛馆", "Scent Room"), ("户外仓", "Trail Depot")],
            [("台灯", "Desk lamp"), ("保温杯", "Thermos"), ("耳机", "Headphones"), ("帆布包", "Canvas bag"), ("笔记本", "Notebook"), ("雨伞", "Umbrella"), ("香薰", "Scented candle"), ("背包", "Backpack"), ("充电宝", "Power bank"), ("杯垫", "Coaster")]),
        new("group-buy", "线下团购", "Group-buy", "service", 0.20, 0.17, 0.24, 12_800, 1.3, 0.03, 30,
            [("火锅城", "Hotpot Town"), ("影院", "Cinema"), ("美发厅", "Hair Salon"), ("烘焙房", "Bakery"), ("溜冰场", "Ice Rink")],
            [("双人套餐", "Set for two"), ("四人套餐", "Set for four"), ("电影票", "Cinema ticket"), ("剪发", "Haircut"), ("下午茶", "Afternoon tea"), ("溜冰一小时", "Skating hour")]),
        new("takeaway", "外卖", "Take-away", "physical", 0.24, 0.28, 0.42, 2_900, 1.5, 0.012, 0.7,
            [("面馆", "Noodle Bar"), ("茶饮", "Tea Stand"), ("粥铺", "Congee Shop"), ("咖啡", "Coffee"), ("轻食", "Salad Kitchen")],
            [("牛肉面", "Beef noodles"), ("奶茶", "Milk tea"), ("皮蛋粥", "Congee"), ("拿铁", "Latte"), ("鸡肉沙拉", "Chicken salad"), ("小笼包", "Steamed buns"), ("炒饭", "Fried rice")]),
        new("supermarket", "商超", "Supermarket", "physical", 0.14, 0.20, 0.36, 2_200, 0.6, 0.01, 1.5,
            [("便利店", "Corner Store"), ("鲜果行", "Fruit Shop"), ("生活超市", "Daily Market")],
            [("牛奶", "Milk"), ("鸡蛋", "Eggs"), ("大米", "Rice"), ("苹果", "Apples"), ("纸巾", "Tissues"), ("洗衣液", "Detergent"), ("面包", "Bread"), ("酸奶", "Yoghurt")]),
        new("housekeeping", "家政服务", "Housekeeping", "service", 0.09, 0.05, 0.14, 16_000, 1.0, 0.02, 40,
            [("保洁", "Cleaning"), ("月嫂", "Nursing"), ("家电清洗", "Appliance Care")],
            [("日常保洁", "Home cleaning"), ("深度保洁", "Deep cleaning"), ("空调清洗", "Air conditioner cleaning"), ("擦窗", "Window cleaning")]),
        new("property", "物业服务", "Property service", "virtual", 0.07, 0.04, 0.30, 9_900, 0.3, 0.004, 0.05,
            [("物业", "Property Office"), ("停车场", "Car Park")],
            [("停车月卡", "Monthly parking"), ("物业费", "Service charge"), ("快递寄存", "Parcel locker")]),
    ];
}
