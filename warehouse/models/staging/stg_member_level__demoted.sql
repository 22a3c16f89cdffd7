-- A member fell to a lower level [退档].
-- grain: event_source, event_id
-- not_null: member_id, demoted_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.level.demoted.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"before": "VARCHAR", "after": "VARCHAR", "growth": "BIGINT", "reason": "VARCHAR", "rule_version": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.level.demoted.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.before as before,
  payload.after as after,
  payload.growth as growth,
  payload.reason as reason,
  payload.rule_version as rule_version,
  time as demoted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
