-- Products that can no longer be bought [下架].
-- grain: event_source, event_id
-- not_null: product_id, delisted_at
-- materialize: view
-- owner: data platform
-- events: raillife.product.delisted.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"reason": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.product.delisted.v1')
)
select
  subject as product_id,
  merchantid as merchant_id,
  payload.reason as reason,
  time as delisted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
