-- A member became another kind of user: a visitor registered his mobile, a member proved that he is metro staff, or no longer is.
-- grain: event_source, event_id
-- not_null: member_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.kind.changed.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"before": "VARCHAR", "after": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.kind.changed.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.before as before,
  payload.after as after,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
