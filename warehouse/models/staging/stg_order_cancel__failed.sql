-- Somebody wanted to cancel an order and could not [取消失败].
-- grain: event_source, event_id
-- not_null: order_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.cancel.failed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"code": "VARCHAR"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.cancel.failed.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.code as code,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
