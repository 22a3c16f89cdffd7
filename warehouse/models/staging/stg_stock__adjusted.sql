-- Stock corrected by hand or by a stocktake [库存调整].
-- grain: event_source, event_id
-- not_null: product_id, adjusted_at
-- materialize: view
-- owner: data platform
-- events: raillife.stock.adjusted.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"warehouse_id": "VARCHAR", "delta": "BIGINT", "reason": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.stock.adjusted.v1')
)
select
  subject as product_id,
  merchantid as merchant_id,
  payload.warehouse_id as warehouse_id,
  payload.delta as delta,
  payload.reason as reason,
  time as adjusted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
