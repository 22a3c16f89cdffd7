using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>What is sold: two trees of categories, brands, products with their variants, search; with them reviews and the pages that show it all.</summary>
public static class ProductsModule
{
    /// <summary>Of products, reviews and content.</summary>
    public static IReadOnlyList<MigrationSet> Tables { get; } = [ProductTables.Products, Reviews.ReviewsModule.Tables, Content.ContentModule.Tables];

    public static void MapProducts(this CommerceRoutes routes, MerchantsFacade merchants, IdSource ids)
    {
        var back = new SaveBackCategory(ids);
        routes.Get<BackCategoryList>("/v1/back-categories", Access.MerchantOrStaff, "PRD-01, PRD-03", "the tree that goods attach to", CategoryViews.BackAsync);
        routes.Get<BackCategoryView>("/v1/back-categories/{id}", Access.MerchantOrStaff, "PRD-01", "one category of it", CategoryViews.OneBackAsync);
        routes.Post<CreateBackCategoryBody, BackCategoryView>("/v1/back-categories", Access.Staff, "PRD-01, PRD-03", "enter a category that goods attach to", back.CreateAsync);
        routes.Put<EditBackCategoryBody, BackCategoryView>("/v1/back-categories/{id}", Access.Staff, "PRD-01, PRD-04", "edit it", back.EditAsync);

        var front = new SaveFrontCategory(ids);
        routes.Get<FrontCategoryList>("/v1/front-categories", Access.Anyone, "PRD-02", "the categories that buyers see", CategoryViews.FrontAsync);
        routes.Post<SaveFrontCategoryBody, FrontCategoryView>("/v1/front-categories", Access.Staff, "PRD-02, PRD-04", "enter a category that buyers see", front.CreateAsync);
        routes.Put<SaveFrontCategoryBody, FrontCategoryView>("/v1/front-categories/{id}", Access.Staff, "PRD-02, PRD-04", "edit or hide it", front.EditAsync);
        routes.Delete<Nothing>("/v1/front-categories/{id}", Access.Staff, "PRD-02", "delete it", front.DeleteAsync);

        routes.Get<BrandList>("/v1/brands", Access.Anyone, "PRD-04", "brands", SaveBrand.ListAsync);
        routes.Put<SaveBrandBody, BrandView>("/v1/brands/{id}", Access.Staff, "PRD-04", "enter or edit a brand", SaveBrand.RunAsync);

        var save = new SaveProduct(merchants, ids);
        var audit = new AuditProduct(ids);
        var shelve = new ShelveProduct(merchants, ids);
        routes.Get<Page<ProductView>>("/v1/manage/products", Access.MerchantOrStaff, "PRD-06, PLT-07", "the products within sight", ProductLists.AllAsync, "audit", "limit", "cursor");
        routes.Get<ProductView>("/v1/manage/products/{id}", Access.MerchantOrStaff, "PRD-06, PLT-07", "one product", ProductLists.OneAsync);
        routes.Post<SaveProductBody, ProductView>("/v1/products", Access.MerchantOrStaff, "PRD-06, PRD-07, PRD-08, PRD-11", "enter a product", save.CreateAsync);
        routes.Put<SaveProductBody, ProductView>("/v1/products/{id}", Access.MerchantOrStaff, "PRD-06, PRD-07, PRD-08, PRD-11", "edit a product", save.EditAsync);
        routes.Put<ChangePriceBody, ProductView>("/v1/products/{id}/prices", Access.MerchantOrStaff, "PRD-06", "change prices", new ChangePrice(ids).RunAsync);
        routes.Post<Nothing, ProductView>("/v1/products/{id}/submit", Access.MerchantOrStaff, "PRD-09", "hand a product in for audit", audit.SubmitAsync);
        routes.Post<AuditProductBody, ProductView>("/v1/products/{id}/audit", Access.Staff, "PRD-09", "pass or reject a product", audit.DecideAsync);
        routes.Post<Nothing, ProductView>("/v1/products/{id}/list", Access.MerchantOrStaff, "PRD-06, PRD-09", "put a product on the shelf", shelve.ListAsync);
        routes.Post<DelistProductBody, ProductView>("/v1/products/{id}/delist", Access.MerchantOrStaff, "PRD-06", "take it off the shelf", shelve.DelistAsync);
        routes.Delete<Nothing>("/v1/products/{id}", Access.MerchantOrStaff, "PRD-06", "delete a product", shelve.DeleteAsync);
        routes.Get<Page<ProductCard>>("/v1/products", Access.Anyone, "PRD-05, CNT-02", "search and browse", SearchProducts.RunAsync,
            "q", "sort", "merchant", "circle", "category", "front", "attribute", "price_from", "price_to", "limit", "cursor");
    }
}
