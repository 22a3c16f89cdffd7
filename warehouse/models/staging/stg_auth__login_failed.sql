-- Sign-ins that failed. The account is null where the name tried belongs to nobody.
-- grain: event_source, event_id
-- not_null: attempt_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.auth.login.failed.v1
-- key: attempt_id = subject
with event as (
  select
    *,
    json_transform(data, '{"account_id": "VARCHAR", "reason": "VARCHAR", "client_address": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.auth.login.failed.v1')
)
select
  subject as attempt_id,
  payload.account_id as account_id,
  payload.reason as reason,
  payload.client_address as client_hash,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
