using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>What no machine can settle: a person looks.</summary>
internal static class Alarms
{
    /// <summary>Once per kind and subject until it is handled.</summary>
    public static Task RaiseAsync(CoreTransaction tx, IdSource ids, string kind, string subjectId, string detail) => tx.ExecuteAsync(
        """
        insert into pay_alarm (id, kind, subject_id, detail, raised_at) values (@Id, @kind, @subjectId, @detail, @NowMicros)
        on conflict (kind, subject_id) do update set detail = excluded.detail, raised_at = excluded.raised_at, handled_at = null, handled_by = null, note = null
        where pay_alarm.handled_at is not null
        """, new { Id = ids.Next(), kind, subjectId, detail, tx.NowMicros });
}
