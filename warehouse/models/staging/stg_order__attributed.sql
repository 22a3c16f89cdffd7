-- Where an order came from [订单来源]. Key: the order's id, the parent's when it was split.
-- grain: event_source, event_id
-- not_null: root_order_id, attributed_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.attributed.v1
-- key: root_order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"channel": "VARCHAR", "path": ["VARCHAR"], "website": "VARCHAR", "keyword": "VARCHAR", "referrer_host": "VARCHAR"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.order.attributed.v1')
)
select
  subject as root_order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  payload.channel as channel,
  payload.path as path,
  payload.website as website,
  payload.keyword as keyword,
  payload.referrer_host as referrer_host,
  time as attributed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
