-- A short message went out [短信]. Key: the message's id.
-- grain: event_source, event_id
-- not_null: aggregate_id, sent_at
-- materialize: view
-- owner: data platform
-- events: raillife.sms.sent.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"sms_id": "VARCHAR", "template": "VARCHAR", "channel": "VARCHAR", "mobile": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.sms.sent.v1')
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
  time as sent_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
