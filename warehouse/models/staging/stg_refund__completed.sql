-- Refunds [退款成功], with their lines as a list; amounts are positive. The aggregate is the order, or the refund where no order is named.
-- grain: event_source, event_id
-- not_null: aggregate_id, refunded_at
-- materialize: view
-- owner: data platform
-- events: raillife.refund.completed.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"refund_id": "VARCHAR", "order_id": "VARCHAR", "lines": [{"line_no": "INTEGER", "product_id": "VARCHAR", "quantity": "BIGINT", "unit_price": "DECIMAL(18,4)", "amount_minor": "BIGINT"}], "currency": "VARCHAR", "region": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.refund.completed.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.refund_id as refund_id,
  payload.order_id as order_id,
  payload.lines as lines,
  payload.currency as currency,
  payload.region as region,
  payload.business_date as business_date,
  time as refunded_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
