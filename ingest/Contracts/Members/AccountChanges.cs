namespace RailLife.Contracts.Members;

/// <summary>A member has an account [账户] from now on. Key: the member's id.</summary>
/// <remarks>Catalogue ACC-01.</remarks>
/// <param name="Account"><c>wallet</c>, <c>staff-cash</c>, <c>staff-welfare</c>.</param>
[Event("account.opened", Topics.Order)]
public sealed record AccountOpened(string MemberId, string Account, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Money came into a wallet [钱包充值].</summary>
/// <remarks>Catalogue ACC-02. Key: the member's id.</remarks>
[Event("wallet.recharged", Topics.Order)]
public sealed record WalletRecharged(string MemberId, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, [Text(400)] string Reference, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Money left a wallet to the bank [提现].</summary>
/// <remarks>Catalogue ACC-02. Key: the member's id.</remarks>
[Event("wallet.withdrawn", Topics.Order)]
public sealed record WalletWithdrawn(string MemberId, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, [Text(400)] string Reference, BusinessDate BusinessDate) : IEventRecord;

/// <summary>A member paid with an account.</summary>
/// <remarks>Catalogue ACC-04. Key: the member's id.</remarks>
[Event("account.debited", Topics.Order)]
public sealed record AccountDebited(string MemberId, string Account, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, [Text(400)] string Reference, BusinessDate BusinessDate) : IEventRecord;

/// <summary>The operator put money on a staff card [卡账户].</summary>
/// <remarks>Catalogue ACC-03. Key: the member's id.</remarks>
/// <param name="Account"><c>staff-cash</c> or <c>staff-welfare</c>.</param>
[Event("staffcard.funded", Topics.Order)]
public sealed record StaffCardFunded(string MemberId, string Account, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, [Text(400)] string Reference, BusinessDate BusinessDate) : IEventRecord;

/// <summary>A member of the staff paid with his card: welfare first, the rest in cash.</summary>
/// <remarks>Catalogue ACC-03. Key: the member's id.</remarks>
[Event("staffcard.spent", Topics.Order)]
public sealed record StaffCardSpent(
    string MemberId, [Range(0, Money.MinorMax)] long CashMinor, [Range(0, Money.MinorMax)] long WelfareMinor, [Currency] string Currency, [Text(400)] string Reference, BusinessDate BusinessDate) : IEventRecord;
