-- List prices as changed [改价].
-- grain: event_source, event_id
-- not_null: product_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.price.changed.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"old_unit_price": "DECIMAL(18,4)", "new_unit_price": "DECIMAL(18,4)", "currency": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.price.changed.v1')
)
select
  subject as product_id,
  merchantid as merchant_id,
  payload.old_unit_price as old_unit_price,
  payload.new_unit_price as new_unit_price,
  payload.currency as currency,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
