-- A coupon was used up by a paid order [核销]. Key: the coupon's id.
-- grain: event_source, event_id
-- not_null: coupon_id, redeemed_at
-- materialize: view
-- owner: data platform
-- events: raillife.coupon.redeemed.v1
-- key: coupon_id = subject
with event as (
  select
    *,
    json_transform(data, '{"template_id": "VARCHAR", "member_id": "VARCHAR", "order_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.coupon.redeemed.v1')
)
select
  subject as coupon_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.template_id as template_id,
  payload.member_id as member_id,
  payload.order_id as order_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  time as redeemed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
