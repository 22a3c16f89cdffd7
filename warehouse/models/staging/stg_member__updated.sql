-- Changes of members' basic information [基本信息]; null = did not change.
-- grain: event_source, event_id
-- not_null: member_id, updated_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.updated.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"mobile": "VARCHAR", "email": "VARCHAR", "gender": "VARCHAR", "birth_year": "INTEGER", "level": "VARCHAR", "address_count": "INTEGER"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.updated.v1')
)
select
  subject as member_id,
  payload.mobile as mobile_hash,
  payload.email as email_hash,
  payload.gender as gender,
  payload.birth_year as birth_year,
  payload.level as level,
  payload.address_count as address_count,
  time as updated_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
