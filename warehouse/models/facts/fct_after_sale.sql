-- Applications [售后单] for a refund, a return or an exchange, a row each, as they stand.
-- grain: order_id, after_sale_id
-- not_null: order_id, after_sale_id, state, created_at, business_date
-- materialize: incremental by order_id
-- owner: data platform
-- fresh_within: 5 seconds
-- check: state_is_known: state in ('wait-audit', 'wait-return', 'wait-inbound', 'wait-exchange', 'wait-refund', 'succeeded', 'closed')
-- column after_sale_id: public; id; zh 售后单号; en Application
-- column order_id: public; id; zh 订单号; en Order
-- column member_id: internal; id; zh 会员; en Member
-- column merchant_id: public; id; zh 商户; en Merchant
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column kind: public; none; zh 售后类型; en refund, return or exchange
-- column reason: public; none; zh 售后原因; en Why
-- column state: public; none; zh 售后状态; en wait-audit, wait-return, wait-inbound, wait-exchange, wait-refund, succeeded or closed
-- column is_open: public; yes/no; zh 是否处理中; en Neither succeeded nor closed
-- column is_disputed: public; yes/no; zh 平台是否介入; en The platform was asked to decide
-- column expected_minor: public; minor units; zh 申请金额; en What was paid for the pieces
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column business_date: public; day; zh 申请营业日; en Business date of applying
-- column created_at: public; UTC; zh 申请时间; en Applied at
-- column ended_at: public; UTC; zh 结束时间; en Succeeded or closed at, null while open
-- column is_simulated: public; yes/no; zh 是否模拟; en Applied for by the simulator
with moved as (
  select * from ref('stg_aftersale__moved')
),
asked as (
  select
    order_id, after_sale_id,
    arg_min({
      'member_id': member_id, 'merchant_id': merchant_id, 'circle_id': circle_id, 'format': format, 'kind': kind, 'reason': reason,
      'expected_minor': expected_minor, 'currency': currency, 'business_date': business_date,
      'is_simulated': event_source = '/raillife/simulator'
    }, (moved_at, log_partition, log_offset)) as first,
    min(moved_at) as created_at
  from moved
  where type = 'raillife.aftersale.created.v1'
  group by all
),
stood as (
  select
    order_id, after_sale_id,
    arg_max(state, (moved_at, log_partition, log_offset)) as state,
    max(moved_at) filter (type = 'raillife.aftersale.state.changed.v1') as changed_at,
    bool_or(type = 'raillife.dispute.opened.v1') as is_disputed
  from moved
  group by all
)
select
  after_sale_id,
  order_id,
  asked.first.member_id as member_id,
  asked.first.merchant_id as merchant_id,
  asked.first.circle_id as circle_id,
  asked.first.format as format,
  asked.first.kind as kind,
  asked.first.reason as reason,
  coalesce(stood.state, 'wait-audit') as state,
  coalesce(stood.state, '') not in ('succeeded', 'closed') as is_open,
  stood.is_disputed,
  asked.first.expected_minor as expected_minor,
  asked.first.currency as currency,
  asked.first.business_date as business_date,
  asked.created_at,
  case when stood.state in ('succeeded', 'closed') then stood.changed_at end as ended_at,
  coalesce(asked.first.is_simulated, false) as is_simulated
from asked
join stood using (order_id, after_sale_id)
