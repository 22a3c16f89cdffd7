-- A caller could not prove who he is [签名错误].
-- grain: event_source, event_id
-- not_null: aggregate_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.gateway.auth.failed.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"key_id": "VARCHAR", "method": "VARCHAR", "path": "VARCHAR", "code": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.gateway.auth.failed.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.key_id as key_id,
  payload.method as method,
  payload.path as path,
  payload.code as code,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
