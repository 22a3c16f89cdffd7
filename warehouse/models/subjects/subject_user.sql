-- User library [用户主题库]: a known member a row: registered, or seen in an order or a refund.
-- Orders are paid orders, on the business date of payment. Money is in the member's currency: that of the last order (or refund).
-- Recency, frequency and monetary value are ranked 1 (worst) to 5 (best) against the bounds that hold on as_of, see fct_rfm_threshold.
-- grain: member_id
-- not_null: member_id, count_orders, spend_minor, count_refunds, refunds_minor, net_minor
-- materialize: incremental by member_id
-- reference: fct_rfm_threshold
-- owner: data platform
-- check: quintiles_in_range: coalesce(recency_quintile, 1) between 1 and 5 and coalesce(frequency_quintile, 1) between 1 and 5 and coalesce(monetary_quintile, 1) between 1 and 5
-- check: buyers_have_dates: (count_orders = 0) = (first_order_date is null)
-- column member_id: internal; id; zh 会员; en Member
-- column kind: public; none; zh 会员类型; en visitor, member or staff
-- column level: public; none; zh 会员等级; en Level
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column region: public; none; zh 地区; en Region of the last order, else of the last refund
-- column currency: public; ISO 4217; zh 币种; en Currency of the money here
-- column first_order_id: public; id; zh 首单; en First paid order
-- column first_order_at: public; UTC; zh 首单时间; en First paid order placed at
-- column first_order_date: public; day; zh 首单营业日; en First business date with a paid order
-- column last_order_id: public; id; zh 末单; en Last paid order
-- column last_order_at: public; UTC; zh 末单时间; en Last paid order placed at
-- column last_order_date: public; day; zh 末单营业日; en Last business date with a paid order
-- column count_orders: public; orders; zh 订单数; en Paid orders, all currencies
-- column count_order_days: public; days; zh 购买天数; en Business dates with a paid order
-- column count_currencies: public; currencies; zh 币种数; en Currencies of the paid orders
-- column quantity: public; pieces; zh 件数; en Pieces bought
-- column spend_minor: public; minor units; zh 消费金额; en Amount of paid orders
-- column count_refunds: public; refunds; zh 退款次数; en Refunds
-- column refunds_minor: public; minor units; zh 退款金额; en Refunds
-- column net_minor: public; minor units; zh 净消费; en Spend minus refunds
-- column average_order_minor: public; minor units; zh 客单价; en Spend per paid order of this currency, half away from zero
-- column as_of: public; day; zh 截止营业日; en Business date of the ranking
-- column recency_days: public; days; zh 最近购买距今天数; en Days from the last paid order to as_of
-- column frequency: public; orders; zh 购买频次; en Paid orders in this currency
-- column monetary_minor: public; minor units; zh 消费额; en Money spent in this currency
-- column recency_quintile: public; 1 to 5; zh R 分; en Recency, 5 = most recent
-- column frequency_quintile: public; 1 to 5; zh F 分; en Frequency, 5 = most often
-- column monetary_quintile: public; 1 to 5; zh M 分; en Monetary, 5 = most
with orders as not materialized (
  select * from ref('fct_order') where member_id is not null
),
refund as not materialized (
  select * from ref('fct_refund_line') where member_id is not null
),
member as not materialized (
  select * from ref('dim_member')
),
threshold as not materialized (
  select * from ref('fct_rfm_threshold')
),
placed as (
  select
    member_id,
    arg_max({'region': region, 'currency': currency}, (placed_at, order_id)) as last
  from orders
  group by member_id
),
returned as (
  select
    member_id,
    arg_max({'region': region, 'currency': currency}, (refunded_at, refund_id)) as last,
    count(distinct refund_id) as count_refunds
  from refund
  group by member_id
),
bought as (
  select
    member_id,
    arg_min({'order_id': order_id, 'placed_at': placed_at}, (placed_at, order_id)) as first,
    arg_max({'order_id': order_id, 'placed_at': placed_at}, (placed_at, order_id)) as last,
    min(paid_date) as first_order_date,
    max(paid_date) as last_order_date,
    count(*) as count_orders,
    count(distinct paid_date) as count_order_days,
    count(distinct currency) as count_currencies,
    sum(quantity)::bigint as quantity
  from orders
  where is_paid
  group by member_id
),
known as (
  select
    member_id,
    member.kind, member.level, member.registered_at,
    bought, returned.count_refunds,
    coalesce(placed.last.region, returned.last.region) as region,
    coalesce(placed.last.currency, returned.last.currency) as currency
  from placed
  full outer join returned using (member_id)
  full outer join member using (member_id)
  left join bought using (member_id)
),
spent as (
  select member_id, currency, count(*) as frequency, sum(amount_minor)::bigint as spend_minor
  from orders
  where is_paid
  group by member_id, currency
),
given_back as (
  select member_id, currency, sum(amount_minor)::bigint as refunds_minor
  from refund
  group by member_id, currency
)
select
  known.member_id,
  known.kind,
  known.level,
  known.registered_at,
  known.region,
  known.currency,
  known.bought.first.order_id as first_order_id,
  known.bought.first.placed_at as first_order_at,
  known.bought.first_order_date as first_order_date,
  known.bought.last.order_id as last_order_id,
  known.bought.last.placed_at as last_order_at,
  known.bought.last_order_date as last_order_date,
  coalesce(known.bought.count_orders, 0)::bigint as count_orders,
  coalesce(known.bought.count_order_days, 0)::bigint as count_order_days,
  coalesce(known.bought.count_currencies, 0)::bigint as count_currencies,
  coalesce(known.bought.quantity, 0)::bigint as quantity,
  coalesce(spent.spend_minor, 0)::bigint as spend_minor,
  coalesce(known.count_refunds, 0)::bigint as count_refunds,
  coalesce(given_back.refunds_minor, 0)::bigint as refunds_minor,
  (coalesce(spent.spend_minor, 0) - coalesce(given_back.refunds_minor, 0))::bigint as net_minor,
  -- whole numbers only: half away from zero, as amounts here are never negative
  ((2 * spent.spend_minor + spent.frequency) // (2 * spent.frequency))::bigint as average_order_minor,
  threshold.as_of,
  (threshold.as_of - known.bought.last_order_date)::bigint as recency_days,
  coalesce(spent.frequency, 0)::bigint as frequency,
  coalesce(spent.spend_minor, 0)::bigint as monetary_minor,
  case when known.bought.last_order_date is not null and threshold.recency_days_bounds is not null then
    5 - len(list_filter(threshold.recency_days_bounds, lambda bound: threshold.as_of - known.bought.last_order_date > bound))
  end::integer as recency_quintile,
  case when known.bought.last_order_date is not null and threshold.frequency_bounds is not null then
    1 + len(list_filter(threshold.frequency_bounds, lambda bound: coalesce(spent.frequency, 0) > bound))
  end::integer as frequency_quintile,
  case when known.bought.last_order_date is not null and threshold.monetary_minor_bounds is not null then
    1 + len(list_filter(threshold.monetary_minor_bounds, lambda bound: coalesce(spent.spend_minor, 0) > bound))
  end::integer as monetary_quintile
from known
left join spent using (member_id, currency)
left join given_back using (member_id, currency)
left join threshold using (currency)
