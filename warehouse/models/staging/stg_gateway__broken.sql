-- A service behind the gateway does not answer and is left alone for a while [熔断].
-- grain: event_source, event_id
-- not_null: aggregate_id, broken_at
-- materialize: view
-- owner: data platform
-- events: raillife.gateway.broken.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"service": "VARCHAR", "failures": "BIGINT"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.gateway.broken.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.service as service,
  payload.failures as failures,
  time as broken_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
