-- Orders as placed [下单], with their lines as a list; two equal lines are two lines. An order that was split at once is told per child.
-- grain: event_source, event_id
-- not_null: order_id, placed_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.placed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"lines": [{"line_no": "INTEGER", "product_id": "VARCHAR", "quantity": "BIGINT", "unit_price": "DECIMAL(18,4)", "amount_minor": "BIGINT", "discount_minor": "BIGINT", "sku_id": "VARCHAR"}], "currency": "VARCHAR", "region": "VARCHAR", "business_date": "DATE", "parent_order_id": "VARCHAR", "order_no": "VARCHAR", "freight_minor": "BIGINT"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.placed.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.parent_order_id as parent_order_id,
  payload.order_no as order_no,
  payload.freight_minor as freight_minor,
  payload.lines as lines,
  payload.currency as currency,
  payload.region as region,
  payload.business_date as business_date,
  time as placed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
