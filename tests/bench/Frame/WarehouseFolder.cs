namespace RailLife.Bench.Frame;

/// <summary>Where the product's models lie, seen from a test's or a bench's binary.</summary>
public static class WarehouseFolder
{
    public static string Models()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "warehouse", "models")))
                return Path.Combine(folder.FullName, "warehouse", "models");
        }
        throw new InvalidOperationException($"found no warehouse/models above {AppContext.BaseDirectory}");
    }
}
