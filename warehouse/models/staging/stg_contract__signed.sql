-- Contracts signed and sealed [合同签署].
-- grain: event_source, event_id
-- not_null: merchant_id, signed_at
-- materialize: view
-- owner: data platform
-- events: raillife.contract.signed.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"contract_id": "VARCHAR", "starts_on": "DATE", "ends_on": "DATE"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.contract.signed.v1')
)
select
  subject as merchant_id,
  payload.contract_id as contract_id,
  payload.starts_on as starts_on,
  payload.ends_on as ends_on,
  time as signed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
