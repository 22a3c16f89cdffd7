using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Events of payments: the order is the aggregate.</summary>
internal sealed class PaymentEvents(IdSource ids, CommerceOptions options)
{
    public void Emit(CoreTransaction tx, Actor actor, PaymentRow payment, IEventRecord record) =>
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/payments", payment.OrderId, tx.Now) { MemberId = payment.MemberId, Actor = actor.ToString() }, record);

    public BusinessDate Day(CoreTransaction tx) => options.DayOf(tx.Now);
}
