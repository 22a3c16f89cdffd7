-- A short message could not be delivered, and is not tried again.
-- grain: event_source, event_id
-- not_null: aggregate_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.sms.failed.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"sms_id": "VARCHAR", "template": "VARCHAR", "channel": "VARCHAR", "mobile": "VARCHAR", "reason": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.sms.failed.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  payload.sms_id as sms_id,
  payload.template as template,
  payload.channel as channel,
  payload.mobile as mobile_hash,
  payload.reason as reason,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
