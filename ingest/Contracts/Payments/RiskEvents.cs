namespace RailLife.Contracts.Payments;

/// <summary>The risk rules judged a try to pay [事中风控].</summary>
/// <remarks>Catalogue RSK-02. Key: the order's id.</remarks>
/// <param name="Rules">Ids of the rules that said more than "allow".</param>
[Event("risk.decision.made", Topics.Log)]
public sealed record RiskDecisionMade(string DecisionId, string AttemptId, RiskVerdict Verdict, [Items(0, 100)] IReadOnlyList<string> Rules) : IEventRecord;

/// <summary>From mild to strict.</summary>
public enum RiskVerdict
{
    Allow,

    /// <summary>Later: it is looked at again after some time [延迟].</summary>
    Delay,

    /// <summary>The payer proves himself once more; when he cannot, a person decides [拦截验证].</summary>
    Verify,
    Reject,
}

/// <summary>A merchant's admission was judged [入网审核].</summary>
/// <remarks>Catalogue RSK-01. Key: the merchant's id.</remarks>
/// <param name="Level">Risk level given, 1 (low) to 5.</param>
[Event("risk.admission.reviewed", Topics.Log)]
public sealed record RiskAdmissionReviewed(string ReviewId, string MerchantId, bool IsAdmitted, [Range(1, 5)] int Level) : IEventRecord;
