using RailLife.Commerce.Orders;

namespace RailLife.Tests.Commerce.Orders;

public class CancelDecisionTests
{
    /// <summary>Law I-32: at every node, for everybody who may ask, there is one outcome; and money only ever goes back when nothing has left.</summary>
    [Fact]
    public void Every_node_and_everybody_who_asks_has_one_outcome()
    {
        foreach (var state in Enum.GetValues<OrderState>())
            foreach (var payment in Enum.GetValues<OrderPayment>())
                foreach (var fulfilment in Enum.GetValues<OrderFulfilment>())
                    foreach (var isHeld in new[] { false, true })
                        foreach (var by in Enum.GetValues<CancelBy>())
                        {
                            var outcome = CancelDecision.Of(state, payment, fulfilment, isHeld, by);
                            Assert.True(Enum.IsDefined(outcome));
                            if (outcome is CancelOutcome.Refund) Assert.True(payment is OrderPayment.Paid && fulfilment is OrderFulfilment.None && state is OrderState.WaitShip or OrderState.WaitReceive or OrderState.WaitPay, $"{state} {payment} {fulfilment}");
                            if (outcome is CancelOutcome.Release) Assert.Equal(OrderPayment.Unpaid, payment);
                        }
    }

    [Theory]
    [InlineData("wait-pay unpaid none by buyer", "Release")]
    [InlineData("wait-pay unpaid none by system", "Release")]
    [InlineData("wait-pay unpaid none by merchant", "NotHis")]
    [InlineData("split unpaid none by buyer", "Release")]
    [InlineData("split paid none by buyer", "CancelTheChildren")]
    [InlineData("wait-ship paid none by buyer", "Refund")]
    [InlineData("wait-ship paid none by merchant", "Refund")]
    [InlineData("wait-ship paid part-shipped by buyer", "UseAfterSales")]
    [InlineData("wait-receive paid shipped by service", "UseAfterSales")]
    [InlineData("wait-receive paid none by buyer", "Refund")]          // a service that was not served
    [InlineData("success paid received by service", "UseAfterSales")]  // FUL-26
    [InlineData("cancelled void none by buyer", "AlreadyOver")]
    [InlineData("cancelled refunded none by buyer", "AlreadyOver")]
    [InlineData("closed paid received by system", "AlreadyOver")]
    public void The_table_of_nodes(string node, string outcome)
    {
        var words = node.Split(' ');
        Assert.Equal(outcome, CancelDecision.Of(
            RailLife.Commerce.Edge.Words.Parse<OrderState>(words[0]), RailLife.Commerce.Edge.Words.Parse<OrderPayment>(words[1]), RailLife.Commerce.Edge.Words.Parse<OrderFulfilment>(words[2]), false,
            RailLife.Commerce.Edge.Words.Parse<CancelBy>(words[4])).ToString());
    }
}
