-- Changes of merchants' information [商户信息管理]; null = did not change.
-- grain: event_source, event_id
-- not_null: merchant_id, changed_at
-- materialize: view
-- owner: data platform
-- events: raillife.merchant.info.changed.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"name": {"zh": "VARCHAR", "en": "VARCHAR"}, "format": "VARCHAR", "circle_ids": ["BIGINT"]}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.merchant.info.changed.v1')
)
select
  subject as merchant_id,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.format as format,
  payload.circle_ids as circle_ids,
  time as changed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
