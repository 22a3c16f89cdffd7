-- Visitors that became members [注册会员]. The mobile number is a keyed hash.
-- grain: event_source, event_id
-- not_null: member_id, registered_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.registered.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"kind": "VARCHAR", "mobile": "VARCHAR", "registered_via": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.registered.v1')
)
select
  subject as member_id,
  payload.kind as kind,
  payload.mobile as mobile_hash,
  payload.registered_via as registered_via,
  time as registered_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
