-- Every step of members' coupons: claimed or given, used, come back, gone. One scan instead of six. Key: the coupon's id.
-- grain: event_source, event_id
-- not_null: coupon_id, moved_at
-- materialize: view
-- owner: data platform
-- events: raillife.coupon.claimed.v1, raillife.coupon.issued.v1, raillife.coupon.redeemed.v1, raillife.coupon.returned.v1, raillife.coupon.reissued.v1, raillife.coupon.lapsed.v1
-- key: coupon_id = subject
with event as (
  select
    *,
    json_transform(data, '{"template_id": "VARCHAR", "member_id": "VARCHAR", "reason": "VARCHAR", "order_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "new_coupon_id": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.coupon.claimed.v1', 'raillife.coupon.issued.v1', 'raillife.coupon.redeemed.v1', 'raillife.coupon.returned.v1', 'raillife.coupon.reissued.v1', 'raillife.coupon.lapsed.v1')
)
select
  subject as coupon_id,
  type,
  payload.template_id as template_id,
  payload.member_id as member_id,
  payload.reason as reason,
  payload.order_id as order_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.new_coupon_id as new_coupon_id,
  time as moved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
