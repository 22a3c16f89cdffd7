-- Order library [订单主题库]: an order a row, with its whole life. Refunds are those that name the order.
-- grain: order_id
-- not_null: order_id, root_order_id, placed_at, business_date, currency, amount_minor, discount_minor, refunds_minor, state, after_sale_state
-- materialize: incremental by order_id
-- owner: data platform
-- fresh_within: 5 seconds
-- check: state_is_known: state in ('placed', 'paid', 'shipped', 'received', 'completed', 'cancelled', 'closed', 'refunded')
-- check: after_sale_is_known: after_sale_state in ('none', 'open', 'succeeded', 'closed')
-- column order_id: public; id; zh 订单号; en Order
-- column root_order_id: public; id; zh 下单号（拆单前）; en What was placed and paid as one: the parent, or the order itself
-- column parent_order_id: public; id; zh 父订单; en The order that was split into this one and others, null = not split
-- column order_no: public; number; zh 订单编号; en The number that people see, null = none
-- column member_id: internal; id; zh 会员; en Member, null for an anonymous buyer
-- column merchant_id: public; id; zh 商户; en Merchant
-- column store_id: public; id; zh 店铺; en Store
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column channel: public; none; zh 频道; en Channel
-- column region: public; none; zh 地区; en Region
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column state: public; none; zh 状态; en placed, paid, shipped, received, completed, cancelled, closed (without success) or refunded (in full)
-- column placed_at: public; UTC; zh 下单时间; en Placed at
-- column business_date: public; day; zh 下单营业日; en Business date of placing
-- column is_paid: public; yes/no; zh 是否已支付; en Paid
-- column paid_at: public; UTC; zh 支付时间; en Paid at
-- column paid_date: public; day; zh 支付营业日; en Business date of payment
-- column payment_channel: public; none; zh 支付方式; en Payment channel
-- column shipped_at: public; UTC; zh 首次发货时间; en First shipped at
-- column shipped_date: public; day; zh 首次发货营业日; en Business date: first shipped
-- column received_at: public; UTC; zh 收货时间; en Received at
-- column received_date: public; day; zh 收货营业日; en Business date: received
-- column completed_at: public; UTC; zh 完成时间; en Completed at
-- column completed_date: public; day; zh 完成营业日; en Business date: completed
-- column cancelled_at: public; UTC; zh 取消时间; en Cancelled at
-- column cancelled_date: public; day; zh 取消营业日; en Business date: cancelled
-- column closed_at: public; UTC; zh 关闭时间; en Closed at
-- column closed_date: public; day; zh 关闭营业日; en Business date: closed
-- column end_reason: public; none; zh 取消或关闭原因; en Why it was cancelled or closed, null = it was not
-- column last_refunded_at: public; UTC; zh 最近退款时间; en Last refunded at
-- column count_lines: public; rows; zh 明细数; en Lines
-- column count_parcels: public; parcels; zh 包裹数; en Parcels shipped
-- column count_refunds: public; refunds; zh 退款次数; en Refunds
-- column quantity: public; pieces; zh 件数; en Quantity
-- column amount_minor: public; minor units; zh 订单金额; en Amount of the lines
-- column paid_minor: public; minor units; zh 实付金额; en Money received
-- column discount_minor: public; minor units; zh 优惠金额; en What was taken off before the amount, by whatever
-- column promotion_minor: public; minor units; zh 活动优惠; en Of the discount, by promotions; null = not told
-- column coupon_minor: public; minor units; zh 优惠券抵扣; en Of the discount, by coupons; null = not told
-- column member_discount_minor: public; minor units; zh 会员优惠; en Of the discount, by the member's level; null = not told
-- column points_minor: public; minor units; zh 积分抵扣; en Of the discount, by points; null = not told
-- column points_used: public; points; zh 使用积分; en Points used, null = not told
-- column freight_minor: public; minor units; zh 运费; en Charged for delivery, null = not told
-- column refunds_minor: public; minor units; zh 退款金额; en Refunds in the order's currency
-- column net_minor: public; minor units; zh 净额; en Amount if paid, minus refunds
-- column after_sale_state: public; none; zh 售后状态; en none, open (one is being worked on), succeeded (one did, none is open) or closed
-- column count_after_sales: public; applications; zh 售后次数; en Applications for a refund, a return or an exchange
-- column count_after_sales_open: public; applications; zh 处理中售后; en Of these, being worked on
-- column after_sale_date: public; day; zh 首次售后营业日; en Business date of the first application
-- column source_channel: public; none; zh 来源频道; en h5, app, mini-program, official-account or pc
-- column source_path: public; none; zh 访问路径; en Pages from browsing to submitting, separated by ' > '
-- column source_website: public; none; zh 来源网站; en Host of the site that sent the buyer
-- column source_keyword: internal; none; zh 搜索词; en What was searched for
-- column source_referrer_host: public; none; zh 来源主机; en Referring host
-- column is_simulated: public; yes/no; zh 是否模拟; en Placed by the simulator
with orders as not materialized (
  select * from ref('fct_order')
),
refund as not materialized (
  select * from ref('fct_refund_line') where order_id is not null
),
progress as not materialized (
  select * from ref('stg_order__progress')
),
after_sale as not materialized (
  select * from ref('fct_after_sale')
),
origin as not materialized (
  select * from ref('fct_order_origin')
),
refunded as (
  select
    refund.order_id,
    count(distinct refund.refund_id) as count_refunds,
    coalesce(sum(refund.amount_minor) filter (refund.currency = orders.currency), 0)::bigint as refunds_minor,
    max(refund.refunded_at) as last_refunded_at
  from refund
  join orders using (order_id)
  group by refund.order_id
),
-- A moment is microseconds and day (99999 = not told) in one number, the earliest first: numbers wait on disk where records would have to stay in memory.
moved as (
  select
    order_id,
    min(moment) filter (type = 'raillife.order.shipped.v1') as shipped,
    min(moment) filter (type = 'raillife.order.received.v1') as received,
    min(moment) filter (type = 'raillife.order.completed.v1') as completed,
    min(moment) filter (type = 'raillife.order.cancelled.v1') as cancelled,
    min(moment) filter (type = 'raillife.order.closed.v1') as closed,
    count(*) filter (type = 'raillife.order.shipped.v1') as count_parcels
  from (select order_id, type, epoch_us(happened_at)::hugeint * 100000 + coalesce(business_date - date '1970-01-01', 99999) as moment from progress)
  group by order_id
),
ended as (
  select order_id, arg_min(reason, (happened_at, log_partition, log_offset)) as end_reason
  from progress
  where type in ('raillife.order.cancelled.v1', 'raillife.order.closed.v1')
  group by order_id
),
asked as (
  select
    order_id,
    count(*) as count_after_sales,
    count(*) filter (is_open) as count_after_sales_open,
    bool_or(state = 'succeeded') as is_succeeded,
    min(business_date) as after_sale_date
  from after_sale
  group by order_id
)
select
  orders.order_id,
  orders.root_order_id,
  orders.parent_order_id,
  orders.order_no,
  orders.member_id,
  orders.merchant_id,
  orders.store_id,
  orders.circle_id,
  orders.format,
  orders.channel,
  orders.region,
  orders.currency,
  case
    when orders.is_paid and orders.amount_minor > 0 and refunded.refunds_minor >= orders.amount_minor then 'refunded'
    when moved.closed is not null then 'closed'
    when moved.cancelled is not null then 'cancelled'
    when moved.completed is not null then 'completed'
    when moved.received is not null then 'received'
    when moved.shipped is not null then 'shipped'
    when orders.is_paid then 'paid'
    else 'placed'
  end as state,
  orders.placed_at,
  orders.business_date,
  orders.is_paid,
  orders.paid_at,
  orders.paid_date,
  orders.payment_channel,
  make_timestamptz((moved.shipped // 100000)::bigint) as shipped_at,
  date '1970-01-01' + nullif(moved.shipped % 100000, 99999)::integer as shipped_date,
  make_timestamptz((moved.received // 100000)::bigint) as received_at,
  date '1970-01-01' + nullif(moved.received % 100000, 99999)::integer as received_date,
  make_timestamptz((moved.completed // 100000)::bigint) as completed_at,
  date '1970-01-01' + nullif(moved.completed % 100000, 99999)::integer as completed_date,
  make_timestamptz((moved.cancelled // 100000)::bigint) as cancelled_at,
  date '1970-01-01' + nullif(moved.cancelled % 100000, 99999)::integer as cancelled_date,
  make_timestamptz((moved.closed // 100000)::bigint) as closed_at,
  date '1970-01-01' + nullif(moved.closed % 100000, 99999)::integer as closed_date,
  ended.end_reason,
  refunded.last_refunded_at,
  orders.count_lines,
  coalesce(moved.count_parcels, 0)::integer as count_parcels,
  coalesce(refunded.count_refunds, 0)::integer as count_refunds,
  orders.quantity,
  orders.amount_minor,
  orders.paid_minor,
  orders.discount_minor,
  origin.promotion_minor,
  origin.coupon_minor,
  origin.member_discount_minor,
  origin.points_minor,
  origin.points_used,
  orders.freight_minor,
  coalesce(refunded.refunds_minor, 0)::bigint as refunds_minor,
  (case when orders.is_paid then orders.amount_minor else 0 end - coalesce(refunded.refunds_minor, 0))::bigint as net_minor,
  case
    when asked.count_after_sales is null then 'none'
    when asked.count_after_sales_open > 0 then 'open'
    when asked.is_succeeded then 'succeeded'
    else 'closed'
  end as after_sale_state,
  coalesce(asked.count_after_sales, 0)::integer as count_after_sales,
  coalesce(asked.count_after_sales_open, 0)::integer as count_after_sales_open,
  asked.after_sale_date,
  origin.source_channel,
  origin.source_path,
  origin.source_website,
  origin.source_keyword,
  origin.source_referrer_host,
  orders.is_simulated
from orders
left join refunded using (order_id)
left join moved using (order_id)
left join ended using (order_id)
left join asked using (order_id)
left join origin using (order_id)
