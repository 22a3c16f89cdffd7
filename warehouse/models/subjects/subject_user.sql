-- User library [用户主题库]: a known member a row: registered, or seen in an order, a refund, an application, a coupon or the books.
-- Orders are paid orders, on the business date of payment. Money is in the member's currency: that of the last order (or refund, or wallet).
-- Recency, frequency and monetary value are ranked 1 (worst) to 5 (best) against the bounds that hold on as_of, see fct_rfm_threshold.
-- grain: member_id
-- not_null: member_id, count_orders, spend_minor, count_refunds, refunds_minor, net_minor, count_after_sales, points_balance, wallet_balance_minor, coupons_claimed
-- materialize: incremental by member_id
-- reference: fct_rfm_threshold
-- owner: data platform
-- check: quintiles_in_range: coalesce(recency_quintile, 1) between 1 and 5 and coalesce(frequency_quintile, 1) between 1 and 5 and coalesce(monetary_quintile, 1) between 1 and 5
-- check: buyers_have_dates: (count_orders = 0) = (first_order_date is null)
-- column member_id: internal; id; zh 会员; en Member
-- column kind: public; none; zh 会员类型; en visitor, member or staff
-- column level: public; none; zh 会员等级; en Level
-- column person_id: internal; id; zh 个人; en Person to whom he belongs, null = was never told
-- column growth: public; points; zh 成长值; en Growth that counts, null = was never told
-- column is_real_name: public; yes/no; zh 是否实名; en The real name was verified
-- column is_blocked: public; yes/no; zh 是否封禁; en Kept out
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column registered_via: public; none; zh 注册渠道; en Registered via
-- column is_simulated: public; yes/no; zh 是否模拟; en Registered by the simulator, or never registered and with simulated orders only
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
-- column count_after_sales: public; applications; zh 售后次数; en Applications for a refund, a return or an exchange
-- column count_after_sales_open: public; applications; zh 处理中售后; en Of these, being worked on
-- column points_balance: public; points; zh 积分余额; en Points that he has, those held for an order included
-- column points_debt: public; points; zh 积分欠账; en Points that he owes: taken back after they were spent
-- column points_earned: public; points; zh 累计获得积分; en Ever given, those that paid a debt included
-- column points_spent: public; points; zh 累计使用积分; en Ever spent on orders and exchanges, less those given back
-- column points_expired: public; points; zh 累计过期积分; en Ever expired
-- column points_taken_back: public; points; zh 累计扣回积分; en Ever taken back, those that became a debt included
-- column wallet_balance_minor: public; minor units; zh 钱包余额; en Money in the wallet
-- column wallet_in_minor: public; minor units; zh 钱包累计转入; en Ever put into it
-- column wallet_out_minor: public; minor units; zh 钱包累计转出; en Ever taken out of it
-- column coupons_claimed: public; coupons; zh 获得优惠券; en Claimed or given
-- column coupons_used: public; coupons; zh 已用优惠券; en Used by an order and not come back
-- column coupons_returned: public; coupons; zh 退回优惠券; en Came back from an order
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
posting as not materialized (
  select * from ref('fct_posting') where member_id is not null
),
coupon as not materialized (
  select * from ref('fct_coupon') where member_id is not null
),
after_sale as not materialized (
  select * from ref('fct_after_sale') where member_id is not null
),
threshold as not materialized (
  select * from ref('fct_rfm_threshold')
),
traded as (
  select
    member_id, currency,
    max(placed_at) as last_placed_at,
    min(placed_at) filter (is_paid) as first_order_at,
    max(placed_at) filter (is_paid) as last_order_at,
    min(paid_date) filter (is_paid) as first_order_date,
    max(paid_date) filter (is_paid) as last_order_date,
    count(*) filter (is_paid) as frequency,
    bool_and(is_simulated) as is_simulated,
    sum(quantity) filter (is_paid) as quantity,
    sum(amount_minor) filter (is_paid)::bigint as spend_minor
  from orders
  group by member_id, currency
),
bought as (
  select
    member_id,
    max(last_placed_at) as last_placed_at,
    min(first_order_at) as first_order_at,
    max(last_order_at) as last_order_at,
    min(first_order_date) as first_order_date,
    max(last_order_date) as last_order_date,
    bool_and(is_simulated) as is_simulated,
    sum(frequency)::bigint as count_orders,
    count(*) filter (frequency > 0) as count_currencies,
    sum(quantity)::bigint as quantity
  from traded
  group by member_id
),
-- the orders of those instants, a few of all: where one instant has several, the order's id decides
edge as (
  select
    member_id,
    max({'order_id': orders.order_id, 'region': orders.region, 'currency': orders.currency}) filter (orders.placed_at = bought.last_placed_at) as last_placed,
    min(orders.order_id) filter (orders.is_paid and orders.placed_at = bought.first_order_at) as first_order_id,
    max(orders.order_id) filter (orders.is_paid and orders.placed_at = bought.last_order_at) as last_order_id
  from orders
  join bought using (member_id)
  where orders.placed_at in (bought.last_placed_at, bought.first_order_at, bought.last_order_at)
  group by member_id
),
order_day as (
  select member_id, count(*) as count_order_days
  from (select distinct member_id, paid_date from orders where is_paid)
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
asked as (
  select member_id, count(*) as count_after_sales, count(*) filter (is_open) as count_after_sales_open
  from after_sale
  group by member_id
),
held as (
  select
    member_id,
    min(unit) filter (purse = 'wallet') as wallet_unit,
    -coalesce(sum(amount_minor) filter (purse = 'points'), 0) as points_balance,
    coalesce(sum(amount_minor) filter (purse = 'points-debt'), 0) as points_debt,
    -coalesce(sum(amount_minor) filter (kind = 'points-earned'), 0) as points_earned,
    coalesce(sum(amount_minor) filter (kind in ('points-used', 'points-exchanged', 'points-returned') and unit = 'PTS'), 0) as points_spent,
    coalesce(sum(amount_minor) filter (kind = 'points-expired'), 0) as points_expired,
    coalesce(sum(amount_minor) filter (kind = 'points-clawed-back'), 0) as points_taken_back
  from posting
  group by member_id
),
wallet as (
  select
    member_id, unit as currency,
    -sum(amount_minor) as balance,
    -coalesce(sum(amount_minor) filter (amount_minor < 0), 0) as came_in,
    coalesce(sum(amount_minor) filter (amount_minor > 0), 0) as went_out
  from posting
  where purse = 'wallet'
  group by all
),
couponed as (
  select
    member_id,
    count(*) as coupons_claimed,
    count(*) filter (state = 'redeemed') as coupons_used,
    sum(count_returns) as coupons_returned
  from coupon
  group by member_id
),
known as (
  select
    member_id,
    member.person_id, member.growth, member.is_real_name, member.is_blocked, member.registered_via, coalesce(member.is_simulated, bought.is_simulated, false) as is_simulated, asked, held, couponed,
    member.kind, member.level, member.registered_at,
    bought, edge.first_order_id, edge.last_order_id, order_day.count_order_days, returned.count_refunds,
    coalesce(edge.last_placed.region, returned.last.region) as region,
    coalesce(edge.last_placed.currency, returned.last.currency, held.wallet_unit) as currency
  from bought
  join edge using (member_id)
  full outer join returned using (member_id)
  full outer join member using (member_id)
  full outer join asked using (member_id)
  full outer join held using (member_id)
  full outer join couponed using (member_id)
  left join order_day using (member_id)
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
  known.person_id,
  known.growth,
  coalesce(known.is_real_name, false) as is_real_name,
  coalesce(known.is_blocked, false) as is_blocked,
  known.registered_at,
  known.registered_via,
  known.is_simulated,
  known.region,
  known.currency,
  known.first_order_id,
  known.bought.first_order_at as first_order_at,
  known.bought.first_order_date as first_order_date,
  known.last_order_id,
  known.bought.last_order_at as last_order_at,
  known.bought.last_order_date as last_order_date,
  coalesce(known.bought.count_orders, 0)::bigint as count_orders,
  coalesce(known.count_order_days, 0)::bigint as count_order_days,
  coalesce(known.bought.count_currencies, 0)::bigint as count_currencies,
  coalesce(known.bought.quantity, 0)::bigint as quantity,
  coalesce(spent.spend_minor, 0)::bigint as spend_minor,
  coalesce(known.count_refunds, 0)::bigint as count_refunds,
  coalesce(given_back.refunds_minor, 0)::bigint as refunds_minor,
  (coalesce(spent.spend_minor, 0) - coalesce(given_back.refunds_minor, 0))::bigint as net_minor,
  coalesce(known.asked.count_after_sales, 0)::bigint as count_after_sales,
  coalesce(known.asked.count_after_sales_open, 0)::bigint as count_after_sales_open,
  coalesce(known.held.points_balance, 0)::bigint as points_balance,
  coalesce(known.held.points_debt, 0)::bigint as points_debt,
  coalesce(known.held.points_earned, 0)::bigint as points_earned,
  coalesce(known.held.points_spent, 0)::bigint as points_spent,
  coalesce(known.held.points_expired, 0)::bigint as points_expired,
  coalesce(known.held.points_taken_back, 0)::bigint as points_taken_back,
  coalesce(wallet.balance, 0)::bigint as wallet_balance_minor,
  coalesce(wallet.came_in, 0)::bigint as wallet_in_minor,
  coalesce(wallet.went_out, 0)::bigint as wallet_out_minor,
  coalesce(known.couponed.coupons_claimed, 0)::bigint as coupons_claimed,
  coalesce(known.couponed.coupons_used, 0)::bigint as coupons_used,
  coalesce(known.couponed.coupons_returned, 0)::bigint as coupons_returned,
  -- whole numbers only: half away from zero, as amounts here are never negative
  ((2 * spent.spend_minor + spent.frequency) // (2 * nullif(spent.frequency, 0)))::bigint as average_order_minor,
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
left join traded spent using (member_id, currency)
left join given_back using (member_id, currency)
left join wallet using (member_id, currency)
left join threshold using (currency)
