-- What visitors did and who they were [埋点事件]: told by client libraries through the collector, or by typed events of the catalogue. One scan for all. Key: the visitor.
-- A typed event that tells no business date counts on its day in UTC.
-- grain: event_source, event_id
-- not_null: visitor_id, kind, event_name, happened_at
-- materialize: view
-- owner: data platform
-- events: raillife.behaviour.tracked.v1, raillife.page.viewed.v1, raillife.product.viewed.v1, raillife.search.performed.v1, raillife.cart.item.added.v1, raillife.cart.item.removed.v1
-- key: visitor_id = subject
with event as (
  select
    *,
    type <> 'raillife.behaviour.tracked.v1' as is_typed,
    json_transform(data, '{"kind": "VARCHAR", "name": "VARCHAR", "protocol": "VARCHAR", "operation": "VARCHAR", "bytes": "BIGINT", "is_planned": "BOOLEAN", "unplanned": ["VARCHAR"], "is_bot": "BOOLEAN", "business_date": "DATE", "skew_minutes": "BIGINT", "library": "VARCHAR", "page": "VARCHAR", "referrer": "VARCHAR", "referrer_host": "VARCHAR", "campaign": {"source": "VARCHAR", "medium": "VARCHAR", "name": "VARCHAR", "term": "VARCHAR", "content": "VARCHAR"}, "properties": "JSON", "traits": "JSON", "context": "JSON"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.behaviour.tracked.v1', 'raillife.page.viewed.v1', 'raillife.product.viewed.v1', 'raillife.search.performed.v1', 'raillife.cart.item.added.v1', 'raillife.cart.item.removed.v1')
)
select
  subject as visitor_id,
  memberid as member_id,
  merchantid as merchant_id,
  circleid as circle_id,
  format,
  channel,
  type,
  case when not is_typed then payload.kind when type = 'raillife.page.viewed.v1' then 'page' else 'track' end as kind,
  case when is_typed then regexp_extract(type, '^raillife\.(.+)\.v[0-9]+$', 1) else payload.name end as event_name,
  coalesce(payload.protocol, 'catalogue') as protocol,
  payload.operation as operation,
  payload.bytes as bytes,
  coalesce(payload.is_planned, is_typed) as is_planned,
  payload.unplanned as unplanned,
  coalesce(payload.is_bot, false) as is_bot,
  coalesce(payload.business_date, (time at time zone 'UTC')::date) as business_date,
  payload.skew_minutes as skew_minutes,
  payload.library as library,
  payload.page as page,
  coalesce(payload.referrer_host, nullif(lower(regexp_extract(payload.referrer, '^[a-z]+://([^/:?#]+)', 1)), '')) as referrer_host,
  payload.campaign.source as utm_source,
  payload.campaign.medium as utm_medium,
  payload.campaign.name as utm_campaign,
  payload.campaign.term as utm_term,
  payload.campaign.content as utm_content,
  case when is_typed and type <> 'raillife.page.viewed.v1' then data else payload.properties::varchar end as properties,
  payload.traits::varchar as traits,
  payload.context::varchar as context,
  time as happened_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
