-- Pieces wait for an order that is not paid yet [锁定库存]. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, locked_at
-- materialize: view
-- owner: data platform
-- events: raillife.stock.locked.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"parts": [{"line_no": "INTEGER", "product_id": "VARCHAR", "sku_id": "VARCHAR", "warehouse_id": "VARCHAR", "quantity": "BIGINT"}], "hold_seconds": "BIGINT"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.stock.locked.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.parts as parts,
  payload.hold_seconds as hold_seconds,
  time as locked_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
