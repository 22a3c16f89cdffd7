-- Money of red packets left a wallet to the bank; wallet.withdrawn does not tell of it again. Key: the member's id.
-- grain: event_source, event_id
-- not_null: member_id, withdrawn_at
-- materialize: view
-- owner: data platform
-- events: raillife.redpacket.withdrawn.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"amount_minor": "BIGINT", "currency": "VARCHAR", "reference": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.redpacket.withdrawn.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.reference as reference,
  payload.business_date as business_date,
  time as withdrawn_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
