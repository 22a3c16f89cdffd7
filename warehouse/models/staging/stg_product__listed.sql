-- Products that can be bought from now on [上架].
-- grain: event_source, event_id
-- not_null: product_id, listed_at
-- materialize: view
-- owner: data platform
-- events: raillife.product.listed.v1
-- key: product_id = subject
select
  subject as product_id,
  merchantid as merchant_id,
  time as listed_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from ref('ods_order_event')
where type in ('raillife.product.listed.v1')
