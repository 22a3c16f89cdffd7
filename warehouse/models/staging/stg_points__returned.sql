-- A refund gave spent points back.
-- grain: event_source, event_id
-- not_null: member_id, returned_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.returned.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "paid_debt": "BIGINT", "use_reference": "VARCHAR", "reference": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.returned.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.paid_debt as paid_debt,
  payload.use_reference as use_reference,
  payload.reference as reference,
  time as returned_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
