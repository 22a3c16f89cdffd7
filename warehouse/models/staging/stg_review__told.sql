-- Every step of reviews [商品评价]: submitted, shown, refused, gone. One scan instead of four. Key: the product's id.
-- grain: event_source, event_id
-- not_null: product_id, told_at
-- materialize: view
-- owner: data platform
-- events: raillife.review.submitted.v1, raillife.review.approved.v1, raillife.review.rejected.v1, raillife.review.deleted.v1
-- key: product_id = subject
with event as (
  select
    *,
    json_transform(data, '{"review_id": "VARCHAR", "order_id": "VARCHAR", "stars": "BIGINT", "images": "BIGINT", "is_default": "BOOLEAN"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.review.submitted.v1', 'raillife.review.approved.v1', 'raillife.review.rejected.v1', 'raillife.review.deleted.v1')
)
select
  subject as product_id,
  type,
  memberid as member_id,
  merchantid as merchant_id,
  payload.review_id as review_id,
  payload.order_id as order_id,
  payload.stars as stars,
  payload.images as images,
  payload.is_default as is_default,
  time as told_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
