-- Order library [订单主题库]: an order a row, with its whole life. Refunds are those that name the order.
-- grain: order_id
-- not_null: order_id, placed_at, business_date, currency, amount_minor, refunds_minor, state
-- materialize: incremental by order_id
-- owner: data platform
-- fresh_within: 5 seconds
-- check: state_is_known: state in ('placed', 'paid', 'shipped', 'received', 'completed', 'cancelled', 'refunded')
-- column order_id: public; id; zh 订单号; en Order
-- column member_id: internal; id; zh 会员; en Member, null for an anonymous buyer
-- column merchant_id: public; id; zh 商户; en Merchant
-- column store_id: public; id; zh 店铺; en Store
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column channel: public; none; zh 频道; en Channel
-- column region: public; none; zh 地区; en Region
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column state: public; none; zh 状态; en placed, paid, shipped, received, completed, cancelled or refunded (in full)
-- column placed_at: public; UTC; zh 下单时间; en Placed at
-- column business_date: public; day; zh 下单营业日; en Business date of placing
-- column is_paid: public; yes/no; zh 是否已支付; en Paid
-- column paid_at: public; UTC; zh 支付时间; en Paid at
-- column paid_date: public; day; zh 支付营业日; en Business date of payment
-- column payment_channel: public; none; zh 支付方式; en Payment channel
-- column shipped_at: public; UTC; zh 首次发货时间; en First shipped at
-- column received_at: public; UTC; zh 收货时间; en Received at
-- column completed_at: public; UTC; zh 完成时间; en Completed at
-- column cancelled_at: public; UTC; zh 取消时间; en Cancelled at
-- column last_refunded_at: public; UTC; zh 最近退款时间; en Last refunded at
-- column count_lines: public; rows; zh 明细数; en Lines
-- column count_refunds: public; refunds; zh 退款次数; en Refunds
-- column quantity: public; pieces; zh 件数; en Quantity
-- column amount_minor: public; minor units; zh 订单金额; en Amount of the lines
-- column paid_minor: public; minor units; zh 实付金额; en Money received
-- column refunds_minor: public; minor units; zh 退款金额; en Refunds in the order's currency
-- column net_minor: public; minor units; zh 净额; en Amount if paid, minus refunds
with orders as not materialized (
  select * from ref('fct_order')
),
refund as not materialized (
  select * from ref('fct_refund_line') where order_id is not null
),
progress as not materialized (
  select * from ref('stg_order__progress')
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
moved as (
  select
    order_id,
    min(happened_at) filter (type = 'raillife.order.shipped.v1') as shipped_at,
    min(happened_at) filter (type = 'raillife.order.received.v1') as received_at,
    min(happened_at) filter (type = 'raillife.order.completed.v1') as completed_at,
    min(happened_at) filter (type = 'raillife.order.cancelled.v1') as cancelled_at
  from progress
  group by order_id
)
select
  orders.order_id,
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
    when moved.cancelled_at is not null then 'cancelled'
    when moved.completed_at is not null then 'completed'
    when moved.received_at is not null then 'received'
    when moved.shipped_at is not null then 'shipped'
    when orders.is_paid then 'paid'
    else 'placed'
  end as state,
  orders.placed_at,
  orders.business_date,
  orders.is_paid,
  orders.paid_at,
  orders.paid_date,
  orders.payment_channel,
  moved.shipped_at,
  moved.received_at,
  moved.completed_at,
  moved.cancelled_at,
  refunded.last_refunded_at,
  orders.count_lines,
  coalesce(refunded.count_refunds, 0)::integer as count_refunds,
  orders.quantity,
  orders.amount_minor,
  orders.paid_minor,
  coalesce(refunded.refunds_minor, 0)::bigint as refunds_minor,
  (case when orders.is_paid then orders.amount_minor else 0 end - coalesce(refunded.refunds_minor, 0))::bigint as net_minor
from orders
left join refunded using (order_id)
left join moved using (order_id)
