using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

/// <summary>Pages that staff compose of blocks, and the page of a product.</summary>
public static class ContentModule
{
    public static MigrationSet Tables { get; } = new("content",
    [
        new(1, "staff compose pages without developers; what buyers see changes when a page is published, not while it is edited",
            """
            create table content_page (id text primary key, slug text not null unique, title_zh text, title_en text, draft text not null, published text, published_zh text, published_en text,
                version bigint not null, updated_at bigint not null, actor text not null);
            """),
    ]);

    /// <param name="stock">Pieces that can be sold, for the page of a product.</param>
    public static void MapContent(this CommerceRoutes routes, MerchantsFacade merchants, IStockLevels stock, IdSource ids)
    {
        var save = new SavePage(ids);
        var publish = new PublishPage(ids);
        routes.Get<ProductPage>("/v1/products/{id}", Access.Anyone, "CNT-03", "all that the page of a product shows, in one call", new ProductPages(merchants, stock).RunAsync);
        routes.Get<PublishedPage>("/v1/pages/{slug}", Access.Anyone, "CNT-01", "a published page", PageViews.PublishedAsync);
        routes.Get<PageList>("/v1/manage/pages", Access.Staff, "CNT-01", "all pages", PageViews.AllAsync);
        routes.Get<PageView>("/v1/manage/pages/{id}", Access.Staff, "CNT-01", "one page as it is being edited", PageViews.OneAsync);
        routes.Post<CreatePageBody, PageView>("/v1/manage/pages", Access.Staff, "CNT-01", "begin a page", save.CreateAsync);
        routes.Put<EditPageBody, PageView>("/v1/manage/pages/{id}", Access.Staff, "CNT-01", "edit a page; buyers see the old one", save.EditAsync);
        routes.Post<Nothing, PageView>("/v1/manage/pages/{id}/publish", Access.Staff, "CNT-01", "buyers see the page as it is now", publish.PublishAsync);
        routes.Post<Nothing, PageView>("/v1/manage/pages/{id}/withdraw", Access.Staff, "CNT-01", "buyers see the page no more", publish.WithdrawAsync);
    }
}
