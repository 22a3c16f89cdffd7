using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>
/// Carries tries to pay to their channels and asks what became of them. What is to be done was written down before; what came of it is written
/// down after; in between nothing is held. After a crash the same call is made again, which every channel takes for one.
/// </summary>
/// <remarks>Catalogue PAY-02, law I-26: each try ends in a terminal state or in an alarm.</remarks>
internal sealed class ChannelWork(CoreDatabase database, PaymentsFacade payments, SettleAttempt settle)
{
    /// <summary>While one process talks to the channel, nobody else does.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(tx => PaymentRows.DueAttemptsAsync(tx, now), ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = payments.Options.ChannelCallsAtOnce, CancellationToken = ct }, async (attempt, stop) => await DoAsync(attempt, stop));
        return due.Count;
    }

    /// <summary>Asks the channel to give a try up, whatever is planned for it, and takes in the answer. An unreachable channel is asked later.</summary>
    public async Task CloseNowAsync(AttemptRow attempt, CancellationToken ct)
    {
        if (attempt.Channel is null) return;
        try
        {
            var report = await payments.Channels.Get(attempt.Channel).CloseAsync(attempt.TradeNo, ct);
            await SettleAsync(attempt, report, ct);
        }
        catch (ChannelException)
        {
            // The payment ends without an answer; the try stays closing, and its ladder goes on asking.
        }
    }

    private async Task DoAsync(AttemptRow attempt, CancellationToken ct)
    {
        var isMine = (await database.WriteAsync<bool>(async tx => await tx.ExecuteOneAsync(
            "update pay_attempt set todo_at = @Until, tries = tries + 1 where id = @Id and todo = @Todo and todo_at = @TodoAt",
            new { Until = (tx.Now + Claim).ToMicros(), attempt.Id, attempt.Todo, attempt.TodoAt }), ct)).Value;
        if (!isMine) return;
        attempt = attempt with { Tries = attempt.Tries + 1 };
        try
        {
            switch (attempt.Todo)
            {
                case "settle":
                    await SettleAsync(attempt, new ChannelReport(ChannelState.Paid, 0), ct);
                    break;
                case "prepay":
                    await PrepayAsync(attempt, ct);
                    break;
                case "ask":
                    await AskAsync(attempt, ct);
                    break;
                case "close":
                    await SettleAsync(attempt, await payments.Channels.Get(attempt.Channel).CloseAsync(attempt.TradeNo, ct), ct);
                    await LaterAsync(attempt, "close", null, ct);
                    break;
            }
        }
        catch (ChannelException e)
        {
            await UnknownAsync(attempt, e, ct);
        }
    }

    private async Task PrepayAsync(AttemptRow attempt, CancellationToken ct)
    {
        var payment = await database.ReadAsync(tx => PaymentRows.FindAsync(tx, attempt.PaymentId), ct) ?? throw new InvalidOperationException($"the attempt '{attempt.Id}' has no payment");
        var request = new PrepayRequest(attempt.TradeNo, attempt.OutsideMinor, payment.Currency, payment.Description, payment.ExpiresAt.ToInstant(), attempt.Scene, attempt.Payer);
        var answer = await payments.Channels.Get(attempt.Channel).PrepayAsync(request, ct);
        if (answer.Refused is { } code)
        {
            await SettleAsync(attempt, new ChannelReport(ChannelState.Failed, Code: code), ct);
            return;
        }
        await database.WriteAsync(async tx =>
        {
            await settle.RunAsync(tx, Actor.Platform, attempt.TradeNo, new ChannelReport(ChannelState.Waiting));
            // A callback may have been faster than this answer: a state that has moved on stays.
            await tx.ExecuteAsync(
                "update pay_attempt set client_params = @ClientParams, todo = 'ask', todo_at = @Next, tries = 0 where id = @Id and state = 'pending' and todo = 'prepay'",
                new { answer.ClientParams, Next = Ladders.Ask.NextAt(1, tx.NowMicros), attempt.Id });
        }, ct);
    }

    private async Task AskAsync(AttemptRow attempt, CancellationToken ct)
    {
        var report = await payments.Channels.Get(attempt.Channel).QueryAsync(attempt.TradeNo, ct);
        if (report.State == ChannelState.NotFound && attempt.ClientParams is null)
        {
            // The announcement never arrived: make it again. One that was answered is only not opened by its payer yet (Alipay).
            await LaterAsync(attempt, "prepay", database.Clock.GetUtcNow().ToMicros(), ct);
            return;
        }
        await SettleAsync(attempt, report, ct);
        await LaterAsync(attempt, "ask", null, ct);
    }

    private Task SettleAsync(AttemptRow attempt, ChannelReport report, CancellationToken ct) => database.WriteAsync(async tx => await settle.RunAsync(tx, Actor.Platform, attempt.TradeNo, report), ct);

    /// <summary>Plans the next step of a try that this one has not ended; at the end of the ladder an alarm.</summary>
    /// <param name="at">Null = the ladder's next time.</param>
    private Task LaterAsync(AttemptRow attempt, string todo, long? at, CancellationToken ct) => database.WriteAsync(async tx =>
    {
        var next = at ?? Ladders.Ask.NextAt(attempt.Tries, tx.NowMicros);
        var isStill = await tx.ExecuteOneAsync("update pay_attempt set todo = @Todo, todo_at = @next where id = @Id and todo = @Before", new { Todo = next is null ? null : todo, next, attempt.Id, Before = attempt.Todo });
        if (isStill && next is null) await Alarms.RaiseAsync(tx, payments.Ids, "attempt-unknown", attempt.Id, $"{attempt.Channel} does not say what became of {attempt.TradeNo}");
    }, ct);

    private async Task UnknownAsync(AttemptRow attempt, ChannelException e, CancellationToken ct)
    {
        await database.WriteAsync(tx => tx.ExecuteAsync("update pay_attempt set state = 'unknown', code = @Code where id = @Id and state in ('init', 'pending')", new { Code = Short(e.Message), attempt.Id }), ct);
        await LaterAsync(attempt, attempt.Todo == "close" ? "close" : "ask", null, ct);
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200];
}
