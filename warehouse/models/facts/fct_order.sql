-- Orders [订单] from the moment of placing, paid or not. Amounts are those of the lines.
-- grain: order_id
-- not_null: order_id, placed_at, business_date, currency, amount_minor
-- materialize: incremental by order_id
-- owner: data platform
-- fresh_within: 5 seconds
-- check: amounts_not_negative: amount_minor >= 0 and quantity >= 0 and count_lines > 0
-- check: paid_has_a_date: (paid_at is null) = (paid_date is null)
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
-- column placed_at: public; UTC; zh 下单时间; en Placed at
-- column business_date: public; day; zh 下单营业日; en Business date of placing
-- column count_lines: public; rows; zh 明细数; en Lines
-- column quantity: public; pieces; zh 件数; en Quantity
-- column amount_minor: public; minor units; zh 订单金额; en Amount of the lines, after discounts, without freight: what counts as a sale
-- column discount_minor: public; minor units; zh 优惠金额; en What promotions, coupons, level and points took off
-- column freight_minor: public; minor units; zh 运费; en Charged for delivery, null = not told
-- column is_paid: public; yes/no; zh 是否已支付; en Paid
-- column paid_at: public; UTC; zh 支付时间; en Paid at
-- column paid_date: public; day; zh 支付营业日; en Business date of payment: the day on which it counts as a sale
-- column paid_minor: public; minor units; zh 实付金额; en Money received
-- column payment_channel: public; none; zh 支付方式; en Payment channel
-- column is_simulated: public; yes/no; zh 是否模拟; en Placed by the simulator
-- column log_partition: internal; id; zh 日志分区; en Log partition of the placing
-- column log_offset: internal; id; zh 日志位点; en Log offset of the placing
with placed as not materialized (
  select * from ref('stg_order__first_placed')
),
paid as not materialized (
  select * from ref('stg_order__first_paid')
)
select
  placed.order_id,
  coalesce(placed.parent_order_id, placed.order_id) as root_order_id,
  placed.parent_order_id,
  placed.order_no,
  placed.member_id,
  placed.merchant_id,
  placed.store_id,
  placed.circle_id,
  placed.format,
  placed.channel,
  placed.region,
  placed.currency,
  placed.placed_at,
  placed.business_date,
  len(placed.lines)::integer as count_lines,
  list_sum(list_transform(placed.lines, lambda line: line.quantity))::bigint as quantity,
  list_sum(list_transform(placed.lines, lambda line: line.amount_minor))::bigint as amount_minor,
  list_sum(list_transform(placed.lines, lambda line: coalesce(line.discount_minor, 0)))::bigint as discount_minor,
  placed.freight_minor,
  paid.order_id is not null as is_paid,
  paid.paid_at,
  paid.business_date as paid_date,
  paid.paid_minor,
  paid.payment_channel,
  placed.event_source = '/raillife/simulator' as is_simulated,
  placed.log_partition,
  placed.log_offset
from placed
left join paid using (order_id)
