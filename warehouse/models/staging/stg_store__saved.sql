-- Stores as created or edited [店铺管理].
-- grain: event_source, event_id
-- not_null: merchant_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.store.saved.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"store_id": "VARCHAR", "name": {"zh": "VARCHAR", "en": "VARCHAR"}, "station_id": "VARCHAR", "is_open": "BOOLEAN"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.store.saved.v1')
)
select
  subject as merchant_id,
  payload.store_id as store_id,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.station_id as station_id,
  payload.is_open as is_open,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
