-- A coupon came back after its end, and a new one took its place. Key: the old coupon's id.
-- grain: event_source, event_id
-- not_null: member_id, reissued_at
-- materialize: view
-- owner: data platform
-- events: raillife.coupon.reissued.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"coupon_id": "VARCHAR", "new_coupon_id": "VARCHAR", "template_id": "VARCHAR", "order_id": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.coupon.reissued.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.coupon_id as coupon_id,
  payload.new_coupon_id as new_coupon_id,
  payload.template_id as template_id,
  payload.order_id as order_id,
  time as reissued_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
