-- Items put into a cart [加入购物车].
-- grain: event_source, event_id
-- not_null: session_id, added_at
-- materialize: view
-- owner: data platform
-- events: raillife.cart.item.added.v1
-- key: session_id = subject
with event as (
  select
    *,
    json_transform(data, '{"product_id": "VARCHAR", "quantity": "BIGINT", "unit_price": "DECIMAL(18,4)", "currency": "VARCHAR"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.cart.item.added.v1')
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
  payload.unit_price as unit_price,
  payload.currency as currency,
  time as added_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
