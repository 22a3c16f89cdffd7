namespace RailLife.Store;

/// <summary>The store's own tables: outbox with the numbers of its events, the relay's cursor, idempotency keys, holders of leases.</summary>
internal static class StoreTables
{
    public static MigrationSet Set { get; } = new("store",
    [
        new(1, "events leave in the transaction that makes them true, and are published in order; a repeated call gets its first answer",
            """
            create table outbox_cursor (name text primary key, position bigint not null);
            create table idempotency_key (caller text not null, key text not null, request_hash text not null, status bigint not null, body {bytes}, created_at bigint not null, primary key (caller, key));
            create index idempotency_key_created_at on idempotency_key (created_at);
            """,
            SqliteSql: "create table outbox (position {position}, topic text not null, key text not null, value {bytes} not null, created_at bigint not null);",
            // The first column makes a transaction take its number before it takes a position: the relay counts on that order.
            PostgreSql: "create table outbox (xid bigint not null default (pg_current_xact_id()::text::bigint), position {position}, topic text not null, key text not null, value {bytes} not null, created_at bigint not null);"),
        new(2, "whoever takes a lease after a holder that did not give it back waits until that one is at rest", "",
            PostgreSql: "create table lease (name text primary key, holder text, taken_at bigint not null);"),
        new(3, "whoever reads what was told of an order sees whether something is missing or came in another order",
            "create table outbox_sequence (key text primary key, told bigint not null);"),
    ]);
}
