-- A quota kept a buyer from the deal price [限购]. Key: the order that he tried to place.
-- grain: event_source, event_id
-- not_null: order_id, blocked_at
-- materialize: view
-- owner: data platform
-- events: raillife.limit.blocked.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"promotion_id": "VARCHAR", "item_id": "VARCHAR", "dimension": "VARCHAR", "quantity": "BIGINT", "quota_units": "BIGINT"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.limit.blocked.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.promotion_id as promotion_id,
  payload.item_id as item_id,
  payload.dimension as dimension,
  payload.quantity as quantity,
  payload.quota_units as quota_units,
  time as blocked_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
