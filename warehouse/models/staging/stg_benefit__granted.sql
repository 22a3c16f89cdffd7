-- A member got a benefit [权益] with his level.
-- grain: event_source, event_id
-- not_null: member_id, granted_at
-- materialize: view
-- owner: data platform
-- events: raillife.benefit.granted.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"benefit": "VARCHAR", "level": "VARCHAR", "is_material": "BOOLEAN"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.benefit.granted.v1')
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
  payload.is_material as is_material,
  time as granted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
