-- A login account [登录账号] now leads to the member.
-- grain: event_source, event_id
-- not_null: member_id, linked_at
-- materialize: view
-- owner: data platform
-- events: raillife.member.account.linked.v1
-- key: member_id = subject
with event as (
  select
    *,
    json_transform(data, '{"provider": "VARCHAR", "account": "VARCHAR"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.member.account.linked.v1')
)
select
  subject as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.provider as provider,
  payload.account as account_hash,
  time as linked_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
