-- Merchants with an account on the platform [商户注册].
-- grain: event_source, event_id
-- not_null: merchant_id, registered_at
-- materialize: view
-- owner: data platform
-- events: raillife.merchant.registered.v1
-- key: merchant_id = subject
with event as (
  select
    *,
    json_transform(data, '{"name": {"zh": "VARCHAR", "en": "VARCHAR"}, "circle_ids": ["BIGINT"], "format": "VARCHAR", "contact_mobile": "VARCHAR"}') as payload
  from ref('ods_merchant_event')
  where type in ('raillife.merchant.registered.v1')
)
select
  subject as merchant_id,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.circle_ids as circle_ids,
  payload.format as format,
  payload.contact_mobile as contact_mobile_hash,
  time as registered_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
