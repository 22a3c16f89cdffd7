-- Staff changed a member's points by hand.
-- grain: event_source, event_id
-- not_null: member_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.changed.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "reason": "VARCHAR", "reference": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.changed.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.reason as reason,
  payload.reference as reference,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
