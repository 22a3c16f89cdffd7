-- Staff entered, edited or deleted a category that buyers see [前台类目]. Key: the category's id.
-- grain: event_source, event_id
-- not_null: category_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.category.front.saved.v1
-- key: category_id = subject
with event as (
  select
    *,
    json_transform(data, '{"parent_id": "VARCHAR", "name": {"zh": "VARCHAR", "en": "VARCHAR"}, "back_ids": ["VARCHAR"], "is_hidden": "BOOLEAN", "is_deleted": "BOOLEAN"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.category.front.saved.v1')
)
select
  subject as category_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.parent_id as parent_id,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.back_ids as back_ids,
  payload.is_hidden as is_hidden,
  payload.is_deleted as is_deleted,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
