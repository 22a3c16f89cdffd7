using System.Text;
using Microsoft.Extensions.FileProviders;

namespace RailLife.Host.Http;

/// <summary>Serves the console's built files at /; without them, a page that says how to build it.</summary>
public static class ConsoleFiles
{
    private static readonly byte[] NotBuilt = Encoding.UTF8.GetBytes("""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>RailLife</title>
        <style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
        <h1>RailLife 轨道生活</h1>
        <p>The platform runs; its console is not built. <code>./raillife up</code> builds it.</p>
        <p>平台正在运行；控制台尚未构建。<code>./raillife up</code> 会构建它。</p>
        <p><a href="/v1/reports">/v1/reports</a> &middot; <a href="/openapi/v1.json">/openapi/v1.json</a> &middot; <a href="/readyz">/readyz</a> &middot; <a href="/metrics">/metrics</a></p>
        </html>
        """);

    public static void Use(WebApplication app, string? webRoot)
    {
        ArgumentNullException.ThrowIfNull(app);
        if ((webRoot ?? Find()) is { } folder && File.Exists(Path.Combine(folder, "index.html")))
        {
            var files = new PhysicalFileProvider(Path.GetFullPath(folder));
            app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = files,
                // Files under assets/ carry a hash of their content in their name; the page itself is asked for anew.
                OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
                    served.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
            });
            return;
        }
        app.MapGet("/", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.ContentLength = NotBuilt.Length;
            return context.Response.Body.WriteAsync(NotBuilt, context.RequestAborted).AsTask();
        }));
    }

    private static string? Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(beside))
            return beside;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RailLife.sln")))
                return Path.Combine(folder.FullName, "api", "Host", "wwwroot");
        return null;
    }
}
