-- The platform looked at a product and it may be sold [审核通过]. Key: the product's id.
-- grain: event_source, event_id
-- not_null: product_id, passed_at
-- materialize: view
-- owner: data platform
-- events: raillife.product.audit.passed.v1
-- key: product_id = subject
with event as (
  select *
  from ref('ods_log_event')
  where type in ('raillife.product.audit.passed.v1')
)
select
  subject as product_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  time as passed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
