-- A member was given a prize [奖品]. Key: the grant's id.
-- grain: event_source, event_id
-- not_null: grant_id, granted_at
-- materialize: view
-- owner: data platform
-- events: raillife.prize.granted.v1
-- key: grant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"prize_id": "VARCHAR", "member_id": "VARCHAR", "kind": "VARCHAR", "reference": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.prize.granted.v1')
)
select
  subject as grant_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.prize_id as prize_id,
  payload.member_id as member_id,
  payload.kind as kind,
  payload.reference as reference,
  time as granted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
