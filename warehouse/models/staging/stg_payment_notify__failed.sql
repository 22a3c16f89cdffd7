-- He could not be told; it is tried again.
-- grain: event_source, event_id
-- not_null: aggregate_id, failed_at
-- materialize: view
-- owner: data platform
-- events: raillife.payment.notify.failed.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"notice_id": "VARCHAR", "payment_id": "VARCHAR", "merchant_id": "VARCHAR", "tries": "BIGINT", "code": "VARCHAR"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.payment.notify.failed.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.notice_id as notice_id,
  payload.payment_id as payment_id,
  payload.merchant_id as merchant_id,
  payload.tries as tries,
  payload.code as code,
  time as failed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
