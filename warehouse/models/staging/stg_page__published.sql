-- A page of the shop is served in a new form [页面发布]. Key: the page's id.
-- grain: event_source, event_id
-- not_null: page_id, published_at
-- materialize: view
-- owner: data platform
-- events: raillife.page.published.v1
-- key: page_id = subject
with event as (
  select
    *,
    json_transform(data, '{"slug": "VARCHAR", "version": "BIGINT", "blocks": "BIGINT"}') as payload
  from ref('ods_log_event')
  where type in ('raillife.page.published.v1')
)
select
  subject as page_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.slug as slug,
  payload.version as version,
  payload.blocks as blocks,
  time as published_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
