using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>The ledger's tables. An entry is written once and never touched again: the database itself refuses it.</summary>
internal static class LedgerTables
{
    public static MigrationSet Set { get; } = new("ledger",
    [
        new(1, "double entry: accounts, transfers, immutable entries; balances are kept for accounts with a floor only, all others are summed behind",
            """
            create table ledger_account (id text primary key, unit text not null, class text not null, floor bigint, opened_at bigint not null);
            create table ledger_floor (account_id text primary key, balance bigint not null, held bigint not null, floor bigint not null, check (balance - held >= floor), check (held >= 0));
            create table ledger_transfer (
                id text primary key, reference text not null unique, request_hash text not null, kind text not null, state text not null, effective_date text not null,
                reverses text unique, actor text not null, created_at bigint not null, expires_at bigint, settled_at bigint);
            create index ledger_transfer_expires_at on ledger_transfer (expires_at) where state = 'pending';
            create table ledger_hold (transfer_id text not null, account_id text not null, amount bigint not null, primary key (transfer_id, account_id));
            create table ledger_entry (position {position}, transfer_id text not null, account_id text not null, amount bigint not null, effective_date text not null, created_at bigint not null);
            create index ledger_entry_account on ledger_entry (account_id, position);
            create index ledger_entry_transfer on ledger_entry (transfer_id);
            create table ledger_sum (account_id text primary key, amount bigint not null, entries bigint not null);
            create table ledger_block (number bigint primary key, from_key bigint not null, to_key bigint not null, entries bigint not null, hash text not null, sealed_at bigint not null);
            create table ledger_period (period text primary key, state text not null, closed_at bigint, closed_by text);
            """,
            SqliteSql: """
            create trigger ledger_entry_stays before update on ledger_entry begin select raise(abort, 'a ledger entry is never changed; post a reversal'); end;
            create trigger ledger_entry_remains before delete on ledger_entry begin select raise(abort, 'a ledger entry is never deleted; post a reversal'); end;
            """,
            PostgreSql: """
            alter table ledger_entry add column xid bigint not null default (pg_current_xact_id()::text::bigint);
            create index ledger_entry_xid on ledger_entry (xid, position);
            create function ledger_entry_refuse() returns trigger language plpgsql as $$ begin raise exception 'a ledger entry is never changed; post a reversal'; end $$;
            create trigger ledger_entry_stays before update or delete on ledger_entry for each row execute function ledger_entry_refuse();
            """),
    ]);

    /// <summary>Orders entries so that a prefix, once read, is complete: positions on SQLite (one writer), transactions on PostgreSQL.</summary>
    public static string OrderKey(SqlDialect dialect) => dialect.IsSqlite ? "position" : "xid";

    /// <summary>First key that may still get entries: everything below is there for good.</summary>
    public static Task<long> OpenKeyAsync(CoreTransaction tx) => tx.GetAsync<long>(tx.Dialect.IsSqlite
        ? "select coalesce(max(position), 0) + 1 from ledger_entry"
        : "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
}
