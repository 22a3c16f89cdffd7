-- What client libraries told of visitors [埋点事件], as the collector wrote it. Key: the visitor.
-- grain: event_source, event_id
-- not_null: visitor_id, kind, event_name, happened_at
-- materialize: view
-- owner: data platform
-- events: raillife.behaviour.tracked.v1
-- key: visitor_id = subject
with event as (
  select
    *,
    json_transform(data, '{"kind": "VARCHAR", "name": "VARCHAR", "protocol": "VARCHAR", "operation": "VARCHAR", "bytes": "BIGINT", "is_planned": "BOOLEAN", "unplanned": ["VARCHAR"], "is_bot": "BOOLEAN", "business_date": "DATE", "skew_minutes": "BIGINT", "library": "VARCHAR", "page": "VARCHAR", "referrer_host": "VARCHAR", "campaign": {"source": "VARCHAR", "medium": "VARCHAR", "name": "VARCHAR", "term": "VARCHAR", "content": "VARCHAR"}, "properties": "JSON", "traits": "JSON", "context": "JSON"}') as payload
  from ref('ods_tracking_event')
  where type in ('raillife.behaviour.tracked.v1')
)
select
  subject as visitor_id,
  memberid as member_id,
  channel,
  payload.kind as kind,
  payload.name as event_name,
  payload.protocol as protocol,
  payload.operation as operation,
  payload.bytes as bytes,
  payload.is_planned as is_planned,
  payload.unplanned as unplanned,
  payload.is_bot as is_bot,
  payload.business_date as business_date,
  payload.skew_minutes as skew_minutes,
  payload.library as library,
  payload.page as page,
  payload.referrer_host as referrer_host,
  payload.campaign as campaign,
  payload.properties as properties,
  payload.traits as traits,
  payload.context as context,
  time as happened_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
