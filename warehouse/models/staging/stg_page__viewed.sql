-- Pages shown [页面浏览].
-- grain: event_source, event_id
-- not_null: session_id, viewed_at
-- materialize: view
-- owner: data platform
-- events: raillife.page.viewed.v1
-- key: session_id = subject
with event as (
  select
    *,
    json_transform(data, '{"page": "VARCHAR", "referrer": "VARCHAR", "dwell_millis": "BIGINT", "device": "VARCHAR", "client_address": "VARCHAR", "properties": "JSON"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.page.viewed.v1')
)
select
  subject as session_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.page as page,
  payload.referrer as referrer,
  payload.dwell_millis as dwell_millis,
  payload.device as device,
  payload.client_address as client_hash,
  payload.properties as properties,
  time as viewed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
