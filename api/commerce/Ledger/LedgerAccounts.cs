namespace RailLife.Commerce.Ledger;

/// <summary>The chart of accounts: every account that a service posts to, by name.</summary>
public static class LedgerAccounts
{
    public const string Points = "PTS";

    /// <summary>A member's wallet [钱包]: what the operator owes him in money.</summary>
    public static LedgerAccount Wallet(string memberId, string currency) => new($"member/{memberId}/wallet/{currency}", currency, AccountClass.Payable, 0);

    /// <summary>Money promised to a member that he can use from a later day on [现金红包].</summary>
    public static LedgerAccount RedPacket(string memberId, string currency) => new($"member/{memberId}/red-packet/{currency}", currency, AccountClass.Payable, 0);

    /// <summary>Cash account [现金账户] of a staff card.</summary>
    public static LedgerAccount StaffCash(string memberId, string currency) => new($"member/{memberId}/staff-cash/{currency}", currency, AccountClass.Payable, 0);

    /// <summary>Welfare account [福利账户] of a staff card.</summary>
    public static LedgerAccount StaffWelfare(string memberId, string currency) => new($"member/{memberId}/staff-welfare/{currency}", currency, AccountClass.Payable, 0);

    /// <summary>A member's instant credit [立减金], bought with points.</summary>
    public static LedgerAccount InstantCredit(string memberId, string currency) => new($"member/{memberId}/instant-credit/{currency}", currency, AccountClass.Payable, 0);

    /// <summary>A member's points: a debt of the operator in points (PTS-01).</summary>
    public static LedgerAccount PointsOf(string memberId) => new($"member/{memberId}/points", Points, AccountClass.Payable, 0);

    /// <summary>Points that should have been taken back but were spent already: the member owes them.</summary>
    public static LedgerAccount PointsDebt(string memberId) => new($"member/{memberId}/points-debt", Points, AccountClass.Receivable, 0);

    /// <summary>All points ever given, less those taken back and expired: the other side of every points posting.</summary>
    public static LedgerAccount PointsIssued { get; } = new("platform/points-issued", Points, AccountClass.Expense);

    /// <summary>What is left of a purchased subsidy quota [微信立减].</summary>
    public static LedgerAccount Subsidy(string quotaId, string currency) => new($"subsidy/{quotaId}/{currency}", currency, AccountClass.ActuallyReceived, 0);

    /// <summary>Money that a payment channel holds for us [实收].</summary>
    public static LedgerAccount Channel(string channel, string currency) => new($"channel/{channel}/{currency}", currency, AccountClass.ActuallyReceived);

    /// <summary>Money that came in for nothing, twice or too late, until it is back: owed to its payers.</summary>
    public static LedgerAccount Surplus(string currency) => new($"platform/surplus/{currency}", currency, AccountClass.Payable);

    /// <summary>What buyers owe for orders placed [应收].</summary>
    public static LedgerAccount Receivable(string currency) => new($"platform/receivable/{currency}", currency, AccountClass.Receivable);

    /// <summary>Paid for and not yet confirmed: owed to the buyers as goods.</summary>
    public static LedgerAccount Undelivered(string currency) => new($"platform/undelivered/{currency}", currency, AccountClass.Payable);

    /// <summary>Shipped and not yet confirmed.</summary>
    public static LedgerAccount InDelivery(string currency) => new($"platform/in-delivery/{currency}", currency, AccountClass.Payable);

    /// <summary>What is owed to a merchant for confirmed orders [应付].</summary>
    public static LedgerAccount MerchantPayable(string merchantId, string currency) => new($"merchant/{merchantId}/payable/{currency}", currency, AccountClass.Payable);

    /// <summary>Sales of the operator's own shops.</summary>
    public static LedgerAccount SelfOperatedIncome(string currency) => new($"platform/self-operated-income/{currency}", currency, AccountClass.Income);

    /// <summary>What the operator itself pays for: <c>coupon</c>, <c>promotion</c>, <c>points</c>, <c>compensation</c>, <c>freight-subsidy</c>.</summary>
    public static LedgerAccount PlatformCost(string kind, string currency) => new($"platform/cost/{kind}/{currency}", currency, AccountClass.Cost);

    /// <summary>Money put in or taken out by hand: bank transfers of recharges, fundings, withdrawals.</summary>
    public static LedgerAccount Bank(string currency) => new($"platform/bank/{currency}", currency, AccountClass.ActuallyReceived);
}
