-- A member of the staff paid with his card: welfare first, the rest in cash.
-- grain: event_source, event_id
-- not_null: member_id, spent_at
-- materialize: view
-- owner: data platform
-- events: raillife.staffcard.spent.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"cash_minor": "BIGINT", "welfare_minor": "BIGINT", "currency": "VARCHAR", "reference": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.staffcard.spent.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.cash_minor as cash_minor,
  payload.welfare_minor as welfare_minor,
  payload.currency as currency,
  payload.reference as reference,
  payload.business_date as business_date,
  time as spent_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
