-- Points became instant credit [立减金].
-- grain: event_source, event_id
-- not_null: member_id, exchanged_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.exchanged.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"exchange_id": "VARCHAR", "points": "BIGINT", "credit_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.exchanged.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.exchange_id as exchange_id,
  payload.points as points,
  payload.credit_minor as credit_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as exchanged_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
