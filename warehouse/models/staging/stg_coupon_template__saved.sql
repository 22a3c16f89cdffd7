-- A coupon template was entered or edited. Key: the template's id.
-- grain: event_source, event_id
-- not_null: template_id, saved_at
-- materialize: view
-- owner: data platform
-- events: raillife.coupon.template.saved.v1
-- key: template_id = subject
with event as (
  select
    *,
    json_transform(data, '{"template_version": "BIGINT", "name": {"zh": "VARCHAR", "en": "VARCHAR"}, "kind": "VARCHAR", "issuer_merchant_id": "VARCHAR", "from_minor": "BIGINT", "off_minor": "BIGINT", "pay_basis_points": "BIGINT", "issue_max": "BIGINT"}') as payload
  from ref('ods_member_event')
  where type in ('raillife.coupon.template.saved.v1')
)
select
  subject as template_id,
  memberid as member_id,
  merchantid as merchant_id,
  storeid as store_id,
  circleid as circle_id,
  format,
  channel,
  payload.template_version as template_version,
  payload.name.zh as name_zh,
  payload.name.en as name_en,
  payload.kind as kind,
  payload.issuer_merchant_id as issuer_merchant_id,
  payload.from_minor as from_minor,
  payload.off_minor as off_minor,
  payload.pay_basis_points as pay_basis_points,
  payload.issue_max as issue_max,
  time as saved_at,
  id as event_id,
  source as event_source,
  logged_at,
  "partition" as log_partition,
  "offset" as log_offset
from event
