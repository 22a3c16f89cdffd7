-- Sign-ins to a back office [统一门户].
-- grain: event_source, event_id
-- not_null: account_id, signed_in_at
-- materialize: view
-- owner: data platform
-- events: raillife.auth.login.succeeded.v1
-- key: account_id = subject
with event as (
  select
    *,
    json_transform(data, '{"workspace": "VARCHAR", "client_address": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.auth.login.succeeded.v1')
)
select
  subject as account_id,
  payload.workspace as workspace,
  payload.client_address as client_hash,
  time as signed_in_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
