-- A prize left for the member's address. Key: the grant's id.
-- grain: event_source, event_id
-- not_null: grant_id, shipped_at
-- materialize: view
-- owner: data platform
-- events: raillife.prize.shipped.v1
-- key: grant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"prize_id": "VARCHAR", "member_id": "VARCHAR", "sku_id": "VARCHAR", "carrier": "VARCHAR", "tracking_no": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.prize.shipped.v1')
)
select
  subject as grant_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.prize_id as prize_id,
  payload.member_id as member_id,
  payload.sku_id as sku_id,
  payload.carrier as carrier,
  payload.tracking_no as tracking_no,
  payload.business_date as business_date,
  time as shipped_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
