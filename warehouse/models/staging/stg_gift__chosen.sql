-- A gift was chosen with an order [满赠]. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, chosen_at
-- materialize: view
-- owner: data platform
-- events: raillife.gift.chosen.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"promotion_id": "VARCHAR", "gift_id": "VARCHAR", "sku_id": "VARCHAR", "prize_id": "VARCHAR", "quantity": "BIGINT", "value_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.gift.chosen.v1')
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
  payload.gift_id as gift_id,
  payload.sku_id as sku_id,
  payload.prize_id as prize_id,
  payload.quantity as quantity,
  payload.value_minor as value_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as chosen_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
