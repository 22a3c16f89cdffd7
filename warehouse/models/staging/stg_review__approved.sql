-- A review can be read by everybody. Key: the product's id.
-- grain: event_source, event_id
-- not_null: product_id, approved_at
-- materialize: view
-- owner: data platform
-- events: raillife.review.approved.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"review_id": "VARCHAR", "stars": "BIGINT"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.review.approved.v1')
)
select
  subject as product_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.review_id as review_id,
  payload.stars as stars,
  time as approved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
