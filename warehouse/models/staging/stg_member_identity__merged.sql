-- Two persons turned out to be one [单一个人]: the members of the second now belong to the first.
-- grain: event_source, event_id
-- not_null: aggregate_id, merged_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.identity.merged.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"merge_id": "VARCHAR", "person_id": "VARCHAR", "merged_person_id": "VARCHAR", "member_ids": ["VARCHAR"]}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.identity.merged.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.merge_id as merge_id,
  payload.person_id as person_id,
  payload.merged_person_id as merged_person_id,
  payload.member_ids as member_ids,
  time as merged_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
