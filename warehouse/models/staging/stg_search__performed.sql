-- Searches [商品搜索].
-- grain: event_source, event_id
-- not_null: session_id, searched_at
-- materialize: view
-- owner: data platform
-- events: raillife.search.performed.v1
-- key: session_id = subject
with event as (
  select
    *,
    json_transform(data, '{"query": "VARCHAR", "results": "INTEGER", "sort": "VARCHAR"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.search.performed.v1')
)
select
  subject as session_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.query as query,
  payload.results as count_results,
  payload.sort as sort_order,
  time as searched_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
