using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Kind">attempt-unknown, amount-differs, refund-failed.</param>
/// <param name="SubjectId">The attempt's or the refund's id.</param>
public sealed record AlarmView(string Id, string Kind, string SubjectId, string Detail, string RaisedAt, string? HandledBy, string? Note);

public sealed record HandleBody([Text(500)] string Note);

/// <summary>What only a person can settle.</summary>
/// <remarks>Law I-26.</remarks>
internal static class AlarmDesk
{
    private const string Columns = "id, kind, subject_id, detail, raised_at, handled_by, note";

    public static async Task<Outcome<Page<AlarmView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<AlarmRow>($"select {Columns} from pay_alarm where handled_at is null and (@After is null or id > @After) order by id limit @Limit", new { page.After, Limit = page.Limit + 1 });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    public static async Task<Outcome<AlarmView>> HandleAsync(Call call, HandleBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await tx.FindAsync<AlarmRow>($"select {Columns} from pay_alarm where id = @id", new { id }) is not { } row) return Refusal.NotFound("alarm", id);
        var by = call.Actor.ToString();
        var isMine = await tx.ExecuteOneAsync("update pay_alarm set handled_at = @NowMicros, handled_by = @by, note = @Note where id = @id and handled_at is null", new { tx.NowMicros, by, body.Note, id });
        return isMine ? View(row with { HandledBy = by, Note = body.Note }) : Refusal.Conflict("alarm-handled", $"{row.HandledBy} has handled it");
    }

    private static AlarmView View(AlarmRow row) => new(row.Id, row.Kind, row.SubjectId, row.Detail, EventJson.Instant(row.RaisedAt.ToInstant()), row.HandledBy, row.Note);

    private sealed record AlarmRow
    {
        public string Id { get; init; } = "";
        public string Kind { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public string Detail { get; init; } = "";
        public long RaisedAt { get; init; }
        public string? HandledBy { get; init; }
        public string? Note { get; init; }
    }
}
