-- An order was split [拆单]: it is void, its children go on. Key: the parent's id.
-- grain: event_source, event_id
-- not_null: aggregate_id, split_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.split.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"order_id": "VARCHAR", "children": [{"order_id": "VARCHAR", "merchant_id": "VARCHAR", "warehouse_id": "VARCHAR", "causes": ["VARCHAR"], "pieces": "BIGINT"}], "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.split.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.order_id as order_id,
  payload.children as children,
  payload.business_date as business_date,
  time as split_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
