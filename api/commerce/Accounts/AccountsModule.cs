using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>Accounts of members [账户]: wallet and staff card. The amounts stand in the ledger and nowhere else; here stands what was asked for.</summary>
public static class AccountsModule
{
    public static MigrationSet Tables { get; } = new("account",
    [
        new(1, "what moved on an account and why; balances are the ledger's alone",
            """
            create table account_account (member_id text not null, kind text not null, opened_at bigint not null, primary key (member_id, kind));
            create table account_entry (
              id text primary key, member_id text not null, kind text not null, movement text not null, amount_minor bigint not null,
              reference text not null, actor text not null, created_at bigint not null, unique (reference, kind));
            create index account_entry_member on account_entry (member_id, id);
            """),
        new(2, "what of a wallet came from red packets, and what of it was withdrawn on a day: both are limited, so both are guarded counters",
            """
            create table account_red_packet (member_id text primary key, arrived_minor bigint not null, withdrawn_minor bigint not null, check (withdrawn_minor >= 0 and withdrawn_minor <= arrived_minor));
            create table account_red_packet_day (member_id text not null, day text not null, withdrawn_minor bigint not null, primary key (member_id, day));
            """),
    ]);

    public static void MapAccounts(this CommerceRoutes routes, AccountsParts parts, MembersFacade members)
    {
        var read = new ReadAccounts(parts, members);
        routes.Get<AccountsView>("/v1/me/wallet", Access.Member, "ACC-01, ACC-02", "Own accounts with what can be spent", read.OwnAsync);
        routes.Get<Page<AccountEntryView>>("/v1/me/wallet/entries", Access.Member, "ACC-02", "What moved on own accounts, newest first", read.OwnEntriesAsync, "limit", "cursor");
        routes.Post<WithdrawBody, AccountsView>("/v1/me/wallet/withdrawals", Access.Member, "ACC-02, MBR-25", "Withdraw from the wallet to the bank; needs a verified real name", new WithdrawFromWallet(parts, members).RunAsync);
        routes.Post<WithdrawBody, AccountsView>("/v1/me/wallet/red-packet-withdrawals", Access.Member, "PRZ-03, MBR-25", "Withdraw money of red packets to the bank, within their limits; needs a verified real name", new WithdrawRedPackets(parts, members).RunAsync);
        routes.Get<AccountsView>("/v1/members/{id}/wallet", Access.Staff, "ACC-01", "A member's accounts", read.OneAsync);
        routes.Get<Page<AccountEntryView>>("/v1/members/{id}/wallet/entries", Access.Staff, "ACC-01", "What moved on a member's accounts", read.EntriesAsync, "limit", "cursor");
        routes.Post<FundStaffCardBody, AccountsView>("/v1/members/{id}/staff-card/fundings", Access.Staff, "ACC-03", "Put money on a staff card", new FundStaffCard(parts, members).RunAsync);
    }
}
