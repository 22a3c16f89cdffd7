-- Requests that a web server answered [访问日志]. The client is a keyed hash.
-- grain: event_source, event_id
-- not_null: client_hash, requested_at
-- materialize: view
-- owner: data platform
-- events: raillife.log.accessed.v1
-- key: client_hash = subject
with event as (
  select
    *,
    json_transform(data, '{"method": "VARCHAR", "path": "VARCHAR", "status": "INTEGER", "bytes": "BIGINT", "referrer_host": "VARCHAR", "agent": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.log.accessed.v1')
)
select
  subject as client_hash,
  payload.method as method,
  payload.path as path,
  payload.status as status,
  payload.bytes as bytes,
  payload.referrer_host as referrer_host,
  payload.agent as agent,
  time as requested_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
