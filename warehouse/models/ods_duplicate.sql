-- Rows of bronze that do not count: doubles of an earlier event, and events that reuse an id. It only grows.
-- materialize: source
select
  null::varchar as topic, null::integer as "partition", null::bigint as "offset", null::varchar as source, null::varchar as id,
  null::varchar as kind, null::varchar as subject, null::varchar as memberid, null::varchar as merchantid,
  null::timestamptz as time, null::date as arrival_date
where false
