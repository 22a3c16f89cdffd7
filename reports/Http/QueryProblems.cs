using Microsoft.AspNetCore.Http;
using RailLife.DuckDb;
using RailLife.Reports.Running;

namespace RailLife.Reports.Http;

/// <summary>What can go wrong with any query, as a problem: one place for reports and SQL.</summary>
internal static class QueryProblems
{
    /// <summary>Runs a handler; a known failure of the query becomes its problem.</summary>
    public static async Task GuardAsync(HttpContext context, Func<Task> handler)
    {
        try
        {
            await handler().ConfigureAwait(false);
        }
        catch (QueryBusyException busy)
        {
            context.Response.Headers.RetryAfter = "1";
            await Problem.WriteAsync(context, 503, "busy", busy.Message).ConfigureAwait(false);
        }
        catch (QueryTimeoutException slow)
        {
            await Problem.WriteAsync(context, 504, "query-timeout", slow.Message).ConfigureAwait(false);
        }
        catch (AnswerTooLargeException large)
        {
            await Problem.WriteAsync(context, 422, "answer-too-large", large.Message).ConfigureAwait(false);
        }
        catch (DuckDbException memory) when (memory.Kind == DuckDbErrorKind.OutOfMemory)
        {
            await Problem.WriteAsync(context, 422, "query-too-large", "the query needs more memory than a query may use; ask for a shorter range, fewer columns or fewer groups").ConfigureAwait(false);
        }
    }
}
