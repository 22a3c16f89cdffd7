-- A payment used some of it.
-- grain: event_source, event_id
-- not_null: order_id, consumed_at
-- materialize: view
-- owner: data platform
-- events: raillife.subsidy.quota.consumed.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"quota_id": "VARCHAR", "payment_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.subsidy.quota.consumed.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.quota_id as quota_id,
  payload.payment_id as payment_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as consumed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
