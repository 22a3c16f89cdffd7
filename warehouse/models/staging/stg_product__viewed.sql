-- Product pages shown [商品详情页].
-- grain: event_source, event_id
-- not_null: session_id, viewed_at
-- materialize: view
-- owner: data platform
-- events: raillife.product.viewed.v1
-- key: session_id = subject
with event as (
  select
    *,
    json_transform(data, '{"product_id": "VARCHAR", "from": "VARCHAR", "position": "INTEGER"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.product.viewed.v1')
)
select
  subject as session_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.product_id as product_id,
  payload."from" as viewed_from,
  payload."position" as list_position,
  time as viewed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
