-- Points that nobody spent in time are gone.
-- grain: event_source, event_id
-- not_null: member_id, expired_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.expired.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "earned_reference": "VARCHAR", "expired_on": "DATE"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.expired.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.earned_reference as earned_reference,
  payload.expired_on as expired_on,
  time as expired_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
