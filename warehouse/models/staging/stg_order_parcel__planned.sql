-- A paid order was split into parcels by hand, or its plan was lifted [手动拆单]. Key: the order's id; the last plan counts.
-- grain: event_source, event_id
-- not_null: aggregate_id, planned_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.parcel.planned.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"order_id": "VARCHAR", "parcels": [{"parcel_no": "BIGINT", "pieces": "BIGINT"}], "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.parcel.planned.v1')
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
  payload.parcels as parcels,
  payload.business_date as business_date,
  time as planned_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
