-- Every step of applications [售后]: being asked for, moving on, going to the platform. One scan instead of three. Key: the order's id.
-- grain: event_source, event_id
-- not_null: order_id, after_sale_id, moved_at
-- materialize: view
-- owner: data platform
-- events: raillife.aftersale.created.v1, raillife.aftersale.state.changed.v1, raillife.dispute.opened.v1
-- key: order_id = subject
with event as (
  select
    *,
    json_transform(data, '{"after_sale_id": "VARCHAR", "kind": "VARCHAR", "reason": "VARCHAR", "expected_minor": "BIGINT", "currency": "VARCHAR", "to": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.aftersale.created.v1', 'raillife.aftersale.state.changed.v1', 'raillife.dispute.opened.v1')
)
select
  subject as order_id,
  memberid as member_id,
  merchantid as merchant_id,
  circleid as circle_id,
  format,
  type,
  payload.after_sale_id as after_sale_id,
  payload.kind as kind,
  payload.reason as reason,
  payload.expected_minor as expected_minor,
  payload.currency as currency,
  payload.to as state,
  payload.business_date as business_date,
  time as moved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
