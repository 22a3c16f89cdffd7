-- Money was promised to a member, usable from a later moment on [现金红包]. Key: the grant's id.
-- grain: event_source, event_id
-- not_null: grant_id, granted_at
-- materialize: view
-- owner: data platform
-- events: raillife.redpacket.granted.v1
-- key: grant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"member_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "usable_from": "DATE", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.redpacket.granted.v1')
)
select
  subject as grant_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.member_id as member_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.usable_from as usable_from,
  payload.business_date as business_date,
  time as granted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
