-- Parcels handed to the courier [订单发货].
-- grain: event_source, event_id
-- not_null: order_id, shipped_at
-- materialize: view
-- owner: data platform
-- events: raillife.order.shipped.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"parcel_id": "VARCHAR", "carrier": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.order.shipped.v1')
)
select
  subject as order_id,
  payload.parcel_id as parcel_id,
  payload.carrier as carrier,
  payload.business_date as business_date,
  time as shipped_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
