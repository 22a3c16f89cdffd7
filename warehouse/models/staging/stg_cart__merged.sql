-- What was put into a cart before signing in went into the member's cart [合并购物车]. Key: the member's cart.
-- grain: event_source, event_id
-- not_null: aggregate_id, merged_at
-- materialize: view
-- owner: data platform
-- events: raillife.cart.merged.v1
-- key: aggregate_id = subject
with event as (
  select
    *,
    json_transform(data, '{"session_id": "VARCHAR", "from_session_id": "VARCHAR", "lines": "BIGINT"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.cart.merged.v1')
)
select
  subject as aggregate_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.session_id as session_id,
  payload.from_session_id as from_session_id,
  payload.lines as lines,
  time as merged_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
