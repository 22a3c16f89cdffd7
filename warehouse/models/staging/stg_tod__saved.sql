-- Staff entered or edited a circle around a station [TOD]. Key: circle- and its number.
-- grain: event_source, event_id
-- not_null: aggregate_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.tod.saved.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"circle_id": "BIGINT", "station_name": {"zh": "VARCHAR", "en": "VARCHAR"}, "latitude_microdegrees": "BIGINT", "longitude_microdegrees": "BIGINT", "radius_meters": "BIGINT", "formats": ["VARCHAR"]}') as payload
  from ref('ods_log_event')
  where type in ('raillife.tod.saved.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  format,
  channel,
  payload.circle_id as circle_id,
  payload.station_name.zh as station_name_zh,
  payload.station_name.en as station_name_en,
  payload.latitude_microdegrees as latitude_microdegrees,
  payload.longitude_microdegrees as longitude_microdegrees,
  payload.radius_meters as radius_meters,
  payload.formats as formats,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
