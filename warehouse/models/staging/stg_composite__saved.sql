-- A product that is made of others was created or edited [综合商品]. Key: the product's id.
-- grain: event_source, event_id
-- not_null: product_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.composite.saved.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"parts": [{"sku_id": "VARCHAR", "count": "BIGINT", "is_gift": "BOOLEAN"}], "value_minor": "BIGINT", "currency": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.composite.saved.v1')
)
select
  subject as product_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.parts as parts,
  payload.value_minor as value_minor,
  payload.currency as currency,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
