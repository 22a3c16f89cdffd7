-- A merchant's admission was judged [入网审核].
-- grain: event_source, event_id
-- not_null: merchant_id, reviewed_at
-- materialize: view
-- owner: data platform
-- events: raillife.risk.admission.reviewed.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"review_id": "VARCHAR", "is_admitted": "BOOLEAN", "level": "BIGINT"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.risk.admission.reviewed.v1')
)
select
  subject as merchant_id,
  memberid as member_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.review_id as review_id,
  payload.is_admitted as is_admitted,
  payload.level as level,
  time as reviewed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
