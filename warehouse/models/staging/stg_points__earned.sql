-- A member earned points [积分]. Key: the member's id.
-- grain: event_source, event_id
-- not_null: member_id, earned_at
-- materialize: view
-- owner: data platform
-- events: raillife.points.earned.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "paid_debt": "BIGINT", "kind": "VARCHAR", "reference": "VARCHAR", "rule_version": "BIGINT", "expires_on": "DATE"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.points.earned.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.points as points,
  payload.paid_debt as paid_debt,
  payload.kind as kind,
  payload.reference as reference,
  payload.rule_version as rule_version,
  payload.expires_on as expires_on,
  time as earned_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
