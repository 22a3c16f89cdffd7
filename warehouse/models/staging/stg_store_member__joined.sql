-- A member joined a store's own membership [店铺会员]. Key: the store's id.
-- grain: event_source, event_id
-- not_null: store_id, joined_at
-- materialize: view
-- owner: data platform
-- events: raillife.store.member.joined.v1
-- key: store_id = subject
with event as (
  select
    *,
    json_transform(data, '{"merchant_id": "VARCHAR", "member_id": "VARCHAR", "level": "VARCHAR"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.store.member.joined.v1')
)
select
  subject as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.merchant_id as merchant_id,
  payload.member_id as member_id,
  payload.level as level,
  time as joined_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
