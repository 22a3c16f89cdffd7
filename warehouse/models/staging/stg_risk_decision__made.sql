-- The risk rules judged a try to pay [事中风控].
-- grain: event_source, event_id
-- not_null: aggregate_id, made_at
-- materialize: view
-- owner: data platform
-- events: raillife.risk.decision.made.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"decision_id": "VARCHAR", "attempt_id": "VARCHAR", "verdict": "VARCHAR", "rules": ["VARCHAR"]}') as payload
  from ref('ods_log_event')
  where type in ('raillife.risk.decision.made.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.decision_id as decision_id,
  payload.attempt_id as attempt_id,
  payload.verdict as verdict,
  payload.rules as rules,
  time as made_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
