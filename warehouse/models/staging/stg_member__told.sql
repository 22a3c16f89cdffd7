-- What is told of members after they registered: kind, state, real name, growth and level. One scan instead of seven. Key: the member's id.
-- grain: event_source, event_id
-- not_null: member_id, told_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.kind.changed.v1, raillife.member.state.changed.v1, raillife.member.realname.verified.v1, raillife.growth.changed.v1, raillife.growth.reversed.v1, raillife.member.level.changed.v1, raillife.member.level.demoted.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"after": "VARCHAR", "is_blocked": "BOOLEAN", "person_id": "VARCHAR", "growth": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.kind.changed.v1', 'raillife.member.state.changed.v1', 'raillife.member.realname.verified.v1', 'raillife.growth.changed.v1', 'raillife.growth.reversed.v1', 'raillife.member.level.changed.v1', 'raillife.member.level.demoted.v1')
)
select
  subject as member_id,
  type,
  case when type = 'raillife.member.kind.changed.v1' then payload.after end as kind,
  case when type in ('raillife.member.level.changed.v1', 'raillife.member.level.demoted.v1') then payload.after end as level,
  payload.is_blocked as is_blocked,
  payload.person_id as person_id,
  payload.growth as growth,
  time as told_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
