-- A member was kept out [封禁], or let in again.
-- grain: event_source, event_id
-- not_null: member_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.state.changed.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"is_blocked": "BOOLEAN", "reason": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.state.changed.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.is_blocked as is_blocked,
  payload.reason as reason,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
