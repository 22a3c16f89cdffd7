-- A member's growth value [成长值] grew. Key: the member's id.
-- grain: event_source, event_id
-- not_null: member_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.growth.changed.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "growth": "BIGINT", "kind": "VARCHAR", "reference": "VARCHAR", "rule_version": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.growth.changed.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.growth as growth,
  payload.kind as kind,
  payload.reference as reference,
  payload.rule_version as rule_version,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
