-- Staff entered or edited a business format [业态]. Key: format- and its id.
-- grain: event_source, event_id
-- not_null: aggregate_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.format.saved.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"format": "VARCHAR", "name": {"zh": "VARCHAR", "en": "VARCHAR"}, "is_physical": "BOOLEAN"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.format.saved.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  channel,
  payload.format as format,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.is_physical as is_physical,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
