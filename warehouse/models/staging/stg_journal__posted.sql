-- A transfer was booked [记账]. Key: the transfer's id.
-- grain: event_source, event_id
-- not_null: transfer_id, posted_at
-- materialize: view
-- owner: data platform
-- events: raillife.journal.posted.v1
-- key: transfer_id = subject
with event as (
  select
    *,
    json_transform(data, '{"reference": "VARCHAR", "kind": "VARCHAR", "unit": "VARCHAR", "postings": [{"account": "VARCHAR", "account_class": "VARCHAR", "amount_minor": "BIGINT"}], "business_date": "DATE"}') as payload
  from ref('ods_order_event')
  where type in ('raillife.journal.posted.v1')
)
select
  subject as transfer_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.reference as reference,
  payload.kind as kind,
  payload.unit as unit,
  payload.postings as postings,
  payload.business_date as business_date,
  time as posted_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
