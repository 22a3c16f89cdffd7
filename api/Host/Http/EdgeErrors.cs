using Microsoft.AspNetCore.Http.Features;
using RailLife.Reports.Http;

namespace RailLife.Host.Http;

/// <summary>The outermost middleware: whatever goes wrong leaves as one problem with a stable code, and an unexpected exception is logged once.</summary>
public sealed partial class EdgeErrors(RequestDelegate next, ILogger<EdgeErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            var code = bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "bad-request";
            await Problem.WriteAsync(context, bad.StatusCode, code, bad.Message);
            return;
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            Unexpected(log, error, context.Request.Method, context.Request.Path);
            await Problem.WriteAsync(context, 500, "internal-error", "something broke inside the platform; its log has the cause under this trace", ("trace", context.TraceIdentifier));
            return;
        }
        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            await Problem.WriteAsync(context, context.Response.StatusCode, Code(context.Response.StatusCode), Detail(context));
    }

    private static string Code(int status) => status switch
    {
        404 => "not-found",
        405 => "method-not-allowed",
        413 => "body-too-large",
        415 => "unsupported-media-type",
        _ => $"http-{status}",
    };

    private static string Detail(HttpContext context) => context.Response.StatusCode switch
    {
        404 => $"nothing lives at {context.Request.Path}; /openapi/v1.json lists what does",
        405 => $"{context.Request.Path} does not take {context.Request.Method}; expected {context.Response.Headers.Allow}",
        415 => $"found the content type '{context.Request.ContentType}'; /openapi/v1.json says which is expected",
        413 => $"the body is larger than {context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize} bytes",
        var status => $"the request was answered with {status}",
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private static partial void Unexpected(ILogger log, Exception error, string method, string path);
}
