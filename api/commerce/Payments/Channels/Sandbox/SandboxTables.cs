using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>What the sandbox would keep in its own house, were it a bank.</summary>
internal static class SandboxTables
{
    public static Migration Step(int number) => new(number, "a channel that behaves without a contract with anybody",
        """
        create table pay_sandbox_trade (trade_no text primary key, amount_minor bigint not null, currency text not null, state text not null, refunded_minor bigint not null, pays_at bigint, is_failing bigint not null, created_at bigint not null);
        create index pay_sandbox_trade_pays_at on pay_sandbox_trade (pays_at);
        create table pay_sandbox_refund (refund_no text primary key, trade_no text not null, amount_minor bigint not null, state text not null);
        create table pay_sandbox_manner (scope text primary key, manner text not null);
        create table pay_sandbox_callback (id text primary key, body {bytes} not null, deliver_at bigint, tries bigint not null);
        create index pay_sandbox_callback_deliver_at on pay_sandbox_callback (deliver_at);
        """);
}
