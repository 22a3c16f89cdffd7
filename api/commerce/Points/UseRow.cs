using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Points put to use: held, then spent or released.</summary>
internal sealed record UseRow
{
    public const string Columns = "id, reference, member_id, points, used_for, state, transfer_id, expires_at";

    public string Id { get; init; } = "";
    public string Reference { get; init; } = "";
    public string MemberId { get; init; } = "";
    public long Points { get; init; }
    public string UsedFor { get; init; } = "";
    public string State { get; init; } = "";
    public string TransferId { get; init; } = "";
    public long? ExpiresAt { get; init; }

    public static Task<UseRow?> FindAsync(CoreTransaction tx, string reference) =>
        tx.FindAsync<UseRow>($"select {Columns} from points_use where reference = @reference", new { reference });

    /// <summary>In the order in which the lots paid.</summary>
    public static Task<IReadOnlyList<UsePartRow>> PartsAsync(CoreTransaction tx, string useId) =>
        tx.ListAsync<UsePartRow>("select use_id, position, lot_id, points, returned from points_use_part where use_id = @useId order by position", new { useId });
}

internal sealed record UsePartRow
{
    public string UseId { get; init; } = "";
    public long Position { get; init; }
    public string LotId { get; init; } = "";
    public long Points { get; init; }
    public long Returned { get; init; }
}
