namespace RailLife.Tests.Commerce.WrongStates;

/// <summary>What must not go, endpoint by endpoint of money and stock, with the code that clients know it by.</summary>
internal static class WrongCalls
{
    private const string Wallet = """{"tenders":[{"tender":"wallet","amount_minor":10001}]}""";
    private const string Ship = """{"carrier":"SF","tracking_number":"1"}""";
    private const string Back = """{"carrier":"SF","tracking_number":"2"}""";
    private const string Inbound = """{"is_accepted":true,"reception":"received","is_sellable":true}""";
    private const string Yes = """{"is_approved":true}""";

    private static string Checkout(string lines, string more = "") => $$$"""{"basket":{"lines":[{{{lines}}}],"address_id":"{address}"{{{more}}}}}""";

    private static string Apply(string kind, int quantity = 1) => $$"""{"kind":"{{kind}}","lines":[{"line_no":1,"quantity":{{quantity}}}],"reason":"no-longer-wanted"}""";

    public static IReadOnlyList<WrongCall> Payments { get; } =
    [
        new("pay what was given up", "buyer", "/v1/payments/{payment of cancelled}/attempts", Wallet, 409, "payment-not-open"),
        new("pay twice", "buyer", "/v1/payments/{payment of paid}/attempts", Wallet, 409, "payment-not-open"),
        new("pay for somebody else", "stranger", "/v1/payments/{payment of unpaid}/attempts", Wallet, 404, "unknown-payment"),
        new("pay less than is asked", "buyer", "/v1/payments/{payment of unpaid}/attempts", """{"tenders":[{"tender":"wallet","amount_minor":10000}]}""", 409, "tenders-differ"),
        new("pay with money that is not there", "buyer", "/v1/payments/{payment of unpaid}/attempts", """{"tenders":[{"tender":"staff-cash","amount_minor":10001}]}""", 409, "balance-too-low"),
        new("pay with a quota in another currency", "buyer", "/v1/payments/{payment of unpaid}/attempts", """{"tenders":[{"tender":"wallet","amount_minor":10000},{"tender":"subsidy","amount_minor":1,"quota_id":"{dollar quota}"}]}""", 409, "quota-not-open"),
        new("pay with a quota that is over", "buyer", "/v1/payments/{payment of unpaid}/attempts", """{"tenders":[{"tender":"wallet","amount_minor":10000},{"tender":"subsidy","amount_minor":1,"quota_id":"{old quota}"}]}""", 409, "quota-not-open"),
        new("prove where nothing is asked", "buyer", "/v1/payments/{payment of unpaid}/verification", """{"proof":"123456"}""", 409, "nothing-to-verify"),
        new("retry a refund that succeeded", "staff", "/v1/payments/refunds/{refund of refunded}/retry", null, 409, "refund-not-failed"),
        new("withdraw more than there is", "verified", "/v1/me/wallet/withdrawals", """{"amount_minor":999999999,"reference":"w-1"}""", 409, "balance-too-low"),
        new("withdraw without a real name", "buyer", "/v1/me/wallet/withdrawals", """{"amount_minor":1,"reference":"w-2"}""", 403, "real-name-needed"),
        new("exchange points that are not there", "buyer", "/v1/me/points/exchanges", """{"points":100000}""", 409, "points-short"),
    ];

    public static IReadOnlyList<WrongCall> Orders { get; } =
    [
        new("order with a coupon of another member", "buyer", "/v1/orders", Checkout("""{"sku_id":"{sku}","quantity":1}""", ""","coupon_ids":["{coupon of stranger}"]"""), 409, "coupon-not-usable"),
        new("order to an address of another member", "stranger", "/v1/orders", Checkout("""{"sku_id":"{sku}","quantity":1}"""), 404, "unknown-address"),
        new("order goods in another currency", "buyer", "/v1/orders", Checkout("""{"sku_id":"{dollar sku}","quantity":1}"""), 409, "wrong-currency"),
        new("order goods in two currencies", "buyer", "/v1/orders", Checkout("""{"sku_id":"{sku}","quantity":1},{"sku_id":"{dollar sku}","quantity":1}"""), 409, "wrong-currency"),
        new("put goods in another currency into the cart", "buyer", "/v1/cart/lines", """{"sku_id":"{dollar sku}","quantity":1}""", 409, "wrong-currency"),
        new("order more than there is", "buyer", "/v1/orders", Checkout("""{"sku_id":"{sku}","quantity":900}"""), 409, "stock-too-low"),
        new("order goods that are off the shelf", "buyer", "/v1/orders", Checkout("""{"sku_id":"{delisted sku}","quantity":1}"""), 409, "not-for-sale"),
        new("cancel what was given up", "buyer", "/v1/orders/{cancelled}/cancel", "{}", 409, "order-over"),
        new("cancel what was refunded", "buyer", "/v1/orders/{refunded}/cancel", "{}", 409, "order-over"),
        new("cancel what was shipped", "buyer", "/v1/orders/{shipped}/cancel", "{}", 409, "already-shipped", Tells: true),
        new("cancel what was shipped in part", "staff", "/v1/staff/orders/{part-shipped}/cancel", "{}", 409, "already-shipped", Tells: true),
        new("cancel what is here", "buyer", "/v1/orders/{received}/cancel", "{}", 409, "already-shipped", Tells: true),
        new("cancel what is settled", "staff", "/v1/staff/orders/{completed}/cancel", "{}", 409, "already-shipped", Tells: true),
        new("cancel what all came back", "buyer", "/v1/orders/{returned}/cancel", "{}", 409, "order-over"),
        new("cancel what is held", "buyer", "/v1/orders/{held}/cancel", "{}", 409, "order-held"),
        new("cancel with an application open", "buyer", "/v1/orders/{applied}/cancel", "{}", 409, "after-sales-open"),
        new("cancel the void parent of what is paid", "buyer", "/v1/orders/{parent}/cancel", "{}", 409, "cancel-the-parts"),
        new("cancel for a buyer who has not paid", "merchant", "/v1/merchant/orders/{unpaid}/cancel", "{}", 409, "order-unpaid"),
        new("cancel another's order", "stranger", "/v1/orders/{paid}/cancel", "{}", 404, "unknown-order"),
        new("ship what is not paid", "merchant", "/v1/merchant/orders/{unpaid}/ship", Ship, 409, "not-waiting-to-ship"),
        new("ship what was given up", "merchant", "/v1/merchant/orders/{cancelled}/ship", Ship, 409, "not-waiting-to-ship"),
        new("ship twice", "merchant", "/v1/merchant/orders/{shipped}/ship", Ship, 409, "not-waiting-to-ship"),
        new("ship what is settled", "staff", "/v1/staff/orders/{completed}/ship", Ship, 409, "not-waiting-to-ship"),
        new("ship what is held", "merchant", "/v1/merchant/orders/{held}/ship", Ship, 409, "order-held"),
        new("ship with an application open", "merchant", "/v1/merchant/orders/{applied}/ship", Ship, 409, "after-sales-open"),
        new("ship more than is left", "merchant", "/v1/merchant/orders/{part-shipped}/ship", """{"lines":[{"line_no":1,"quantity":3}]}""", 409, "too-many-to-ship"),
        new("ship the void parent", "merchant", "/v1/merchant/orders/{parent}/ship", Ship, 404, "unknown-order"),
        new("ship another merchant's order", "other-merchant", "/v1/merchant/orders/{paid}/ship", Ship, 404, "unknown-order"),
        new("sign for what is not paid", "buyer", "/v1/orders/{unpaid}/receive", null, 409, "not-waiting-to-be-received"),
        new("sign for what is not shipped", "buyer", "/v1/orders/{paid}/receive", null, 409, "not-waiting-to-be-received"),
        new("sign for what is shipped in part", "merchant", "/v1/merchant/orders/{part-shipped}/receive", null, 409, "not-waiting-to-be-received"),
        new("sign twice", "buyer", "/v1/orders/{received}/receive", null, 409, "not-waiting-to-be-received"),
        new("sign for what is settled", "staff", "/v1/staff/orders/{completed}/receive", null, 409, "not-waiting-to-be-received"),
        new("sign for what was given up", "buyer", "/v1/orders/{cancelled}/receive", null, 409, "not-waiting-to-be-received"),
        new("hold what is held", "staff", "/v1/staff/orders/{held}/intervene", """{"kind":"held","reason":"again"}""", 409, "nothing-to-intervene"),
        new("hold what is settled", "staff", "/v1/staff/orders/{completed}/intervene", """{"kind":"held","reason":"late"}""", 409, "nothing-to-intervene"),
        new("release what is not held", "staff", "/v1/staff/orders/{paid}/intervene", """{"kind":"released","reason":"free"}""", 409, "nothing-to-intervene"),
        new("close what was shipped", "staff", "/v1/staff/orders/{shipped}/intervene", """{"kind":"closed","reason":"fraud"}""", 409, "cannot-close"),
        new("close what is settled", "staff", "/v1/staff/orders/{completed}/intervene", """{"kind":"closed","reason":"fraud"}""", 409, "cannot-close"),
        new("read the address of what is here", "merchant", "/v1/merchant/orders/{received}/delivery", null, 409, "not-waiting-to-ship"),
        new("judge what is not here", "buyer", "/v1/reviews", """{"order_id":"{shipped}","line_no":1,"stars":5}""", 404, "unknown-received-line"),
    ];

    public static IReadOnlyList<WrongCall> AfterSales { get; } =
    [
        new("refund what is not paid", "buyer", "/v1/orders/{unpaid}/after-sales", Apply("refund"), 409, "order-not-paid"),
        new("refund what was given up", "buyer", "/v1/orders/{cancelled}/after-sales", Apply("refund"), 409, "order-over"),
        new("refund what was refunded", "buyer", "/v1/orders/{refunded}/after-sales", Apply("refund"), 409, "order-over"),
        new("return what all came back", "buyer", "/v1/orders/{returned}/after-sales", Apply("return"), 409, "order-over"),
        new("return what was not shipped", "buyer", "/v1/orders/{paid}/after-sales", Apply("return"), 409, "not-shipped"),
        new("exchange what was not shipped", "buyer", "/v1/orders/{paid}/after-sales", Apply("exchange"), 409, "not-shipped"),
        new("return after the window", "buyer", "/v1/orders/{completed}/after-sales", Apply("return"), 409, "after-sales-over"),
        new("return more than was bought", "buyer", "/v1/orders/{received}/after-sales", Apply("return", 4), 409, "too-many-returned"),
        new("apply twice for the same pieces", "buyer", "/v1/orders/{applied}/after-sales", Apply("refund", 3), 409, "too-many-returned"),
        new("refund pieces that are on their way", "buyer", "/v1/orders/{part-shipped}/after-sales", Apply("refund", 3), 409, "already-shipped"),
        new("apply for the void parent", "buyer", "/v1/orders/{parent}/after-sales", Apply("refund"), 404, "unknown-order"),
        new("apply for another's order", "stranger", "/v1/orders/{received}/after-sales", Apply("return"), 404, "unknown-order"),
        new("approve twice", "merchant", "/v1/merchant/after-sales/{case approved}/audit", Yes, 409, "wrong-after-sale-state"),
        new("approve what is over", "merchant", "/v1/merchant/after-sales/{case done}/audit", Yes, 409, "wrong-after-sale-state"),
        new("approve another merchant's", "other-merchant", "/v1/merchant/after-sales/{case open}/audit", Yes, 404, "unknown-after-sale"),
        new("send back before the yes", "buyer", "/v1/after-sales/{case open}/send-back", Back, 409, "wrong-after-sale-state"),
        new("send back what is over", "buyer", "/v1/after-sales/{case done}/send-back", Back, 409, "wrong-after-sale-state"),
        new("take in before it was sent", "merchant", "/v1/merchant/after-sales/{case approved}/inbound", Inbound, 409, "wrong-after-sale-state"),
        new("take in twice", "staff", "/v1/staff/after-sales/{case done}/inbound", Inbound, 409, "wrong-after-sale-state"),
        new("send new pieces for what is no exchange", "merchant", "/v1/merchant/after-sales/{case approved}/exchange", Back, 409, "wrong-after-sale-state"),
        new("take back what is over", "buyer", "/v1/after-sales/{case done}/withdraw", null, 409, "wrong-after-sale-state"),
        new("dispute what nobody refused", "buyer", "/v1/after-sales/{case open}/dispute", """{"statement":"well"}""", 409, "nothing-to-dispute"),
        new("adjust what is over", "staff", "/v1/staff/after-sales/{case done}/adjust", """{"amount_minor":1,"reason":"kind"}""", 409, "wrong-after-sale-state", IfMatch: 1),
        new("adjust above what was paid", "staff", "/v1/staff/after-sales/{case open}/adjust", """{"amount_minor":99999999,"reason":"kind"}""", 409, "refund-over-paid", IfMatch: 1),
    ];

    public static IReadOnlyList<WrongCall> Goods { get; } =
    [
        new("take more from the shelf than lies there", "staff", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":-900,"reason":"damage","reference":"s-1"}""", 409, "stock-below-held"),
        new("count the stock of another merchant", "other-merchant", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":1,"reason":"delivery","reference":"s-2"}""", 404, "unknown-sku"),
        new("book an old reference for other pieces", "staff", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":7,"reason":"delivery","reference":"ref-1"}""", 409, "reference-reused"),
        new("give a product another currency", "staff", "/v1/products/{dollar product}", """{"category_id":"{leaf}","title":{"en":"Visa"},"kind":"physical","currency":"CNY","skus":[{"spec":[{"name":"colour","value":"c0"}],"unit_price_minor":500,"weight_grams":500}]}""", 409, "currency-stays", "PUT", 4),
        new("claim a coupon of a stopped template", "buyer", "/v1/coupon-centre/{stopped template}/claim", null, 404, "unknown-coupon-template"),
        new("claim twice", "stranger", "/v1/coupon-centre/{template}/claim", null, 409, "claim-limit"),
    ];
}
