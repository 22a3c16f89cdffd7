-- A code of a third party was given out [三方权益]; the code itself is no event's business. Key: the grant's id.
-- grain: event_source, event_id
-- not_null: grant_id, issued_at
-- materialize: view
-- owner: data platform
-- events: raillife.benefit.thirdparty.issued.v1
-- key: grant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"prize_id": "VARCHAR", "member_id": "VARCHAR", "provider": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.benefit.thirdparty.issued.v1')
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
  payload.provider as provider,
  time as issued_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
