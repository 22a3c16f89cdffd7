-- A merchant left the platform [商户注销]; nothing of it can be sold any more. Key: the merchant's id.
-- grain: event_source, event_id
-- not_null: merchant_id, deregistered_at
-- materialize: view
-- owner: data platform
-- events: raillife.merchant.deregistered.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"reason": "VARCHAR"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.merchant.deregistered.v1')
)
select
  subject as merchant_id,
  memberid as member_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.reason as reason,
  time as deregistered_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
