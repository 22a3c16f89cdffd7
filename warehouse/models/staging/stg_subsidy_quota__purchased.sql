-- The operator bought a quota of instant discounts from the bank [微信立减额度].
-- grain: event_source, event_id
-- not_null: quota_id, purchased_at
-- materialize: view
-- owner: data platform
-- events: raillife.subsidy.quota.purchased.v1
-- key: quota_id = subject
with event as (
  select
    *,
    json_transform(data, '{"amount_minor": "BIGINT", "currency": "VARCHAR", "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.subsidy.quota.purchased.v1')
)
select
  subject as quota_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.amount_minor as amount_minor,
  payload.currency as currency,
  payload.business_date as business_date,
  time as purchased_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
