-- A buyer applied for a refund, a return or an exchange [售后申请]. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, created_at
-- materialize: view
-- owner: data platform
-- events: raillife.aftersale.created.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"after_sale_id": "VARCHAR", "kind": "VARCHAR", "reason": "VARCHAR", "lines": [{"line_no": "INTEGER", "product_id": "VARCHAR", "quantity": "BIGINT"}], "expected_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.aftersale.created.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.after_sale_id as after_sale_id,
  payload.kind as kind,
  payload.reason as reason,
  payload.lines as lines,
  payload.expected_minor as expected_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as created_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
