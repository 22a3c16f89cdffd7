-- Corrections of books or stock without a sale [调整].
-- grain: event_source, event_id
-- not_null: adjustment_id, adjusted_at
-- materialize: view
-- owner: data platform
-- events: raillife.adjustment.booked.v1
-- key: adjustment_id = subject
with event as (
  select
    *,
    json_transform(data, '{"kind": "VARCHAR", "lines": [{"line_no": "INTEGER", "product_id": "VARCHAR", "quantity": "BIGINT", "amount_minor": "BIGINT", "note": "VARCHAR"}], "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.adjustment.booked.v1')
)
select
  subject as adjustment_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.kind as kind,
  payload.lines as lines,
  payload.currency as currency,
  payload.business_date as business_date,
  time as adjusted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
