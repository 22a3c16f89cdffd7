-- Given points were taken back.
-- grain: event_source, event_id
-- not_null: member_id, clawed_back_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.clawed_back.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "became_debt": "BIGINT", "earned_reference": "VARCHAR", "reference": "VARCHAR", "rule_version": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.clawed_back.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.became_debt as became_debt,
  payload.earned_reference as earned_reference,
  payload.reference as reference,
  payload.rule_version as rule_version,
  time as clawed_back_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
