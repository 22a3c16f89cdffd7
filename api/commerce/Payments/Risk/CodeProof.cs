using RailLife.Commerce.Members;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>A payer proves himself by a code that was sent to his phone, as when he signs in.</summary>
/// <remarks>Catalogue RSK-02.</remarks>
public sealed class CodeProof(MembersFacade members) : IPayerProof
{
    public Task<bool> IsProofAsync(CoreTransaction tx, string memberId, string proof) => members.SpendCodeAsync(tx, memberId, proof);
}
