using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <summary>Circles, formats, merchants, their stores and what they charge for freight.</summary>
public static class MerchantsModule
{
    public static MigrationSet Tables { get; } = new("merchant",
    [
        new(1, "who sells, where and in which business format; every other service isolates by these three",
            """
            create table merchant_circle (id bigint primary key, station_zh text, station_en text, latitude_microdegrees bigint not null, longitude_microdegrees bigint not null,
                radius_meters bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
            create table merchant_format (id text primary key, name_zh text, name_en text, is_physical bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
            create table merchant_account (id text primary key, name_zh text, name_en text, kind text not null, state text not null, circle_id bigint not null, format text not null,
                is_partial_refund bigint not null, contact_hash text, contact_masked text, reason text, version bigint not null, registered_at bigint not null, updated_at bigint not null, actor text not null);
            create index merchant_account_circle on merchant_account (circle_id, id);
            create table merchant_store (id text primary key, merchant_id text not null, name_zh text, name_en text, circle_id bigint not null, station_id text, address text,
                is_open bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
            create index merchant_store_merchant on merchant_store (merchant_id, id);
            create table merchant_freight (merchant_id text not null, region text not null, fixed_minor bigint not null, free_from_minor bigint, primary key (merchant_id, region));
            """),
        new(2, "a circle may have a place for some business formats only", "create table merchant_circle_format (circle_id bigint not null, format text not null, primary key (circle_id, format));"),
    ]);

    /// <param name="follower">Told in the same transaction when a merchant moves or leaves.</param>
    public static void MapMerchants(this CommerceRoutes routes, MerchantsFacade merchants, IMerchantFollower follower, PersonalHash hash, IdSource ids)
    {
        routes.Get<CircleList>("/v1/circles", Access.Anyone, "PLT-04", "circles around stations", MerchantViews.CirclesAsync);
        routes.Put<SaveCircleBody, CircleView>("/v1/circles/{id}", Access.Staff, "PLT-04, PLT-05, PLT-06", "enter or edit a circle, and which formats have a place in it", new SaveCircle(ids).RunAsync);
        routes.Get<FormatList>("/v1/formats", Access.Anyone, "PLT-06", "business formats, all or those of a circle", MerchantViews.FormatsAsync, "circle");
        routes.Put<SaveFormatBody, FormatView>("/v1/formats/{id}", Access.Staff, "PLT-06", "enter or edit a business format", new SaveFormat(ids).RunAsync);

        routes.Post<RegisterMerchantBody, MerchantView>("/v1/merchants", Access.Staff, "MCH-01, PLT-08", "register a merchant", new RegisterMerchant(hash, ids).RunAsync);
        routes.Get<Page<MerchantView>>("/v1/merchants", Access.MerchantOrStaff, "MCH-01, PLT-07", "the merchants within sight", MerchantViews.MerchantsAsync, "circle", "limit", "cursor");
        routes.Get<MerchantView>("/v1/merchants/{id}", Access.MerchantOrStaff, "MCH-01, PLT-07", "one merchant", MerchantViews.MerchantAsync);
        routes.Put<ChangeMerchantBody, MerchantView>("/v1/merchants/{id}", Access.Staff, "MCH-06", "edit a merchant", new ChangeMerchant(follower, ids).RunAsync);
        routes.Post<DeregisterMerchantBody, MerchantView>("/v1/merchants/{id}/deregister", Access.Staff, "MCH-06, SCR-01", "a merchant leaves: nothing of it can be sold any more", new DeregisterMerchant(follower, ids).RunAsync);

        routes.Get<StoreList>("/v1/merchants/{id}/stores", Access.Anyone, "MCH-10", "stores of a merchant", MerchantViews.StoresAsync);
        routes.Put<SaveStoreBody, StoreView>("/v1/merchants/{id}/stores/{store}", Access.MerchantOrStaff, "MCH-10", "enter or edit a store", new SaveStore(ids).RunAsync);
        routes.Get<FreightRule>("/v1/merchants/{id}/freight", Access.Anyone, "FRT-03, FRT-05", "what a merchant charges for freight", new FreightViews(merchants).RuleAsync);
        routes.Put<SaveFreightBody, FreightRule>("/v1/merchants/{id}/freight", Access.MerchantOrStaff, "FRT-03, FRT-05", "set what a merchant charges for freight", new SaveFreight(merchants).RunAsync);
    }
}
