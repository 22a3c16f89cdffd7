-- Items taken out of a cart [移出购物车].
-- grain: event_source, event_id
-- not_null: session_id, removed_at
-- materialize: view
-- owner: data platform
-- events: raillife.cart.item.removed.v1
-- key: session_id = subject
with event as (
  select
    *,
    json_transform(data, '{"product_id": "VARCHAR", "quantity": "BIGINT"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.cart.item.removed.v1')
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
  payload.quantity as quantity,
  time as removed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
