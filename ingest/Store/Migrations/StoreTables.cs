namespace RailLife.Store;

/// <summary>The store's own tables: outbox, the relay's cursor, idempotency keys.</summary>
internal static class StoreTables
{
    public static MigrationSet Set { get; } = new("store",
    [
        new(1, "events leave in the transaction that makes them true, and are published in order",
            """
            create table outbox (position {position}, topic text not null, key text not null, value {bytes} not null, created_at bigint not null);
            create table outbox_cursor (name text primary key, from_xid bigint not null, to_xid bigint not null, position bigint not null);
            create table idempotency_key (caller text not null, key text not null, request_hash text not null, status bigint not null, body {bytes}, created_at bigint not null, primary key (caller, key));
            create index idempotency_key_created_at on idempotency_key (created_at);
            """,
            // A row of a transaction that is still running cannot be seen; rows are read by the transaction that wrote them, so none is passed over.
            PostgreSql: """
            alter table outbox add column xid bigint not null default (pg_current_xact_id()::text::bigint);
            create index outbox_xid on outbox (xid, position);
            """),
    ]);
}
