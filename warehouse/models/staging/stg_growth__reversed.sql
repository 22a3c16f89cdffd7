-- A return or a deleted review took growth back.
-- grain: event_source, event_id
-- not_null: member_id, reversed_at
-- materialize: view
-- owner: data platform
-- events: raillife.growth.reversed.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"points": "BIGINT", "growth": "BIGINT", "given_reference": "VARCHAR", "reference": "VARCHAR", "rule_version": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.growth.reversed.v1')
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
  payload.given_reference as given_reference,
  payload.reference as reference,
  payload.rule_version as rule_version,
  time as reversed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
