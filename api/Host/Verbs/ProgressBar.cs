using Spectre.Console;

namespace RailLife.Host.Verbs;

/// <summary>A progress bar on standard error; where that is no terminal, a line every few seconds.</summary>
internal sealed class ProgressBar(Action<long, long, string> show)
{
    private const int PlainEveryMs = 2_000;

    public static async Task<T> RunAsync<T>(string title, Func<ProgressBar, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected) return await PlainAsync(title, work, ct);
        return await console.Progress().AutoClear(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(title, maxValue: 1);
                var result = await work(new((done, all, text) =>
                {
                    task.Value = all == 0 ? 1 : (double)done / all;
                    task.Description = Markup.Escape(text);
                }), ct);
                task.Value = 1;
                return result;
            });
    }

    /// <summary>Reports of a room as done, whole and a text.</summary>
    public IProgress<TReport> Of<TReport>(Func<TReport, (long Done, long All, string Text)> read) => new Direct<TReport>(report =>
    {
        var (done, all, text) = read(report);
        show(done, all, text);
    });

    private static Task<T> PlainAsync<T>(string title, Func<ProgressBar, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        long said = Environment.TickCount64;
        return work(new((done, all, text) =>
        {
            if (Environment.TickCount64 - said < PlainEveryMs) return;
            said = Environment.TickCount64;
            Console.Error.WriteLine($"{title}: {(all == 0 ? 1 : (double)done / all):P0} {text}");
        }), ct);
    }

    /// <summary>Reports on the caller's thread, in order; the framework's own posts them to the pool.</summary>
    private sealed class Direct<TReport>(Action<TReport> take) : IProgress<TReport>
    {
        public void Report(TReport value) => take(value);
    }
}
