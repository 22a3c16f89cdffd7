-- What a rule took off, or a gift's worth, was split over the lines [分摊]; the shares add up to the amount. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, allocated_at
-- materialize: view
-- owner: data platform
-- events: raillife.promo.allocated.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"lane": "VARCHAR", "rule_id": "VARCHAR", "rule_version": "BIGINT", "coupon_id": "VARCHAR", "shares": [{"line_id": "VARCHAR", "sku_id": "VARCHAR", "amount_minor": "BIGINT", "units": "BIGINT"}], "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.promo.allocated.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.lane as lane,
  payload.rule_id as rule_id,
  payload.rule_version as rule_version,
  payload.coupon_id as coupon_id,
  payload.shares as shares,
  payload.currency as currency,
  payload.business_date as business_date,
  time as allocated_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
