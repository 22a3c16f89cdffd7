-- A member's real name [实名] was verified.
-- grain: event_source, event_id
-- not_null: member_id, verified_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.realname.verified.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"person_id": "VARCHAR", "name": "VARCHAR", "identity_number": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.realname.verified.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.person_id as person_id,
  payload.name as name_hash,
  payload.identity_number as identity_number_hash,
  time as verified_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
