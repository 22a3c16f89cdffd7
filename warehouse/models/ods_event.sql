-- Bronze: every event that passed its contract, one table per topic, as the ingest room writes it. Silver reads each table
-- up to the version that has been searched for doubles, and without the rows that are doubles.
-- materialize: source
-- names: ods_merchant_event = raillife.merchant, ods_order_event = raillife.order, ods_member_event = raillife.member, ods_tracking_event = raillife.tracking, ods_log_event = raillife.log
-- pinned_by: ods_duplicate
select
  null::integer as "partition", null::bigint as "offset", null::timestamptz as logged_at, null::timestamptz as ingested_at,
  null::varchar as id, null::varchar as source, null::varchar as type, null::varchar as subject, null::timestamptz as time,
  null::varchar as memberid, null::varchar as merchantid, null::varchar as storeid, null::bigint as circleid,
  null::varchar as format, null::varchar as channel, null::varchar as actor, null::bigint as sequence,
  null::varchar as traceparent, null::varchar as redriveof, null::varchar as extensions, null::varchar as data,
  null::date as arrival_date
where false
