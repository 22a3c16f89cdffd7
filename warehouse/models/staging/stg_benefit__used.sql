-- A member used a benefit of his level.
-- grain: event_source, event_id
-- not_null: member_id, used_at
-- materialize: view
-- owner: data platform
-- events: raillife.benefit.used.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"benefit": "VARCHAR", "level": "VARCHAR", "used_in_month": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.benefit.used.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.benefit as benefit,
  payload.level as level,
  payload.used_in_month as used_in_month,
  time as used_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
