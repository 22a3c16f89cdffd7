-- A member spent points.
-- grain: event_source, event_id
-- not_null: member_id, spent_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.spent.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "used_for": "VARCHAR", "reference": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.spent.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.used_for as used_for,
  payload.reference as reference,
  time as spent_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
