-- A buyer tried to take pieces of a flash sale [秒杀]. Key: his order.
-- grain: event_source, event_id
-- not_null: order_id, attempted_at
-- materialize: view
-- owner: data platform
-- events: raillife.seckill.attempted.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"promotion_id": "VARCHAR", "sku_id": "VARCHAR", "quantity": "BIGINT", "is_won": "BOOLEAN"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.seckill.attempted.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.promotion_id as promotion_id,
  payload.sku_id as sku_id,
  payload.quantity as quantity,
  payload.is_won as is_won,
  time as attempted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
