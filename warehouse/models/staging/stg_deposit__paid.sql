-- Deposits paid by merchants [合约保证金].
-- grain: event_source, event_id
-- not_null: merchant_id, paid_at
-- materialize: view
-- owner: data platform
-- events: raillife.deposit.paid.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"deposit_id": "VARCHAR", "amount_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.deposit.paid.v1')
)
select
  subject as merchant_id,
  payload.deposit_id as deposit_id,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as paid_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
