-- Members that came to belong to another person [单一个人]: by a merge, or back by its undoing. Key: the person that the event is about.
-- grain: event_source, event_id
-- not_null: aggregate_id, person_id, moved_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.identity.merged.v1, raillife.member.identity.unmerged.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"person_id": "VARCHAR", "restored_person_id": "VARCHAR", "member_ids": ["VARCHAR"]}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.identity.merged.v1', 'raillife.member.identity.unmerged.v1')
)
select
  subject as aggregate_id,
  type,
  -- to whom they belong from then on
  coalesce(payload.restored_person_id, payload.person_id) as person_id,
  payload.member_ids as member_ids,
  time as moved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
