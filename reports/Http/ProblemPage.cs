using System.Net;
using System.Text;

namespace RailLife.Reports.Http;

/// <summary>The page that a person sees when an address does not work: the code, what happened, the way back.</summary>
public static class ProblemPage
{
    public static byte[] Render(int status, string code, string detail) => Encoding.UTF8.GetBytes($$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{status}} {{Text(code)}} - RailLife</title>
        <style>
        :root{color-scheme:light dark}
        body{font:16px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0;min-height:100vh;display:grid;place-items:center}
        main{max-width:40rem;padding:2rem}
        h1{font-size:1.25rem;margin:0 0 .5rem}
        code{font-size:.95em}
        p{margin:.5rem 0}
        small{opacity:.7}
        </style>
        </head>
        <body><main>
        <small>RailLife 轨道生活 &middot; {{status}}</small>
        <h1><code>{{Text(code)}}</code></h1>
        <p>{{Text(detail)}}</p>
        <p><a href="/">首页 / Home</a> &middot; <a href="/v1/reports">/v1/reports</a> &middot; <a href="/openapi/v1.json">OpenAPI</a></p>
        </main></body>
        </html>
        """);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
