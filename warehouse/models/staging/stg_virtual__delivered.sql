-- Nothing had to be shipped: the code, course or recharge is the buyer's [虚拟发货].
-- grain: event_source, event_id
-- not_null: order_id, delivered_at
-- materialize: view
-- owner: data platform
-- events: raillife.virtual.delivered.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.virtual.delivered.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.business_date as business_date,
  time as delivered_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
