using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Lets people play payer and bank where the sandbox is set up.</summary>
/// <remarks>Catalogue PAY-06.</remarks>
internal static class SandboxDesk
{
    public static void MapSandbox(this CommerceRoutes routes, SandboxBank bank)
    {
        routes.Post<Nothing, Nothing>("/v1/payments/sandbox/trades/{tradeNo}/pay", Access.SignedIn, "PAY-06", "The sandbox's payer pays now",
            async (call, _, tx) => await bank.PayAsync(tx, call.Path("tradeNo")) ? new Nothing() : Refusal.Conflict("trade-not-waiting", "the sandbox knows no such trade, or it waits no more"));
        routes.Put<SandboxManner, SandboxManner>("/v1/payments/sandbox/manner", Access.Staff, "PAY-06", "How the sandbox behaves from now on",
            async (_, manner, tx) =>
            {
                await SandboxBank.SetMannerAsync(tx, null, manner);
                return manner;
            });
    }
}
