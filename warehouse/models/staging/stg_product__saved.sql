-- Products as created or edited [商品管理].
-- grain: event_source, event_id
-- not_null: product_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.product.saved.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"name": {"zh": "VARCHAR", "en": "VARCHAR"}, "category": "VARCHAR", "unit_price": "DECIMAL(18,4)", "currency": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.product.saved.v1')
)
select
  subject as product_id,
  merchantid as merchant_id,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.category as category,
  payload.unit_price as unit_price,
  payload.currency as currency,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
