-- Lines of orders [订单明细]. Two equal lines of one order are two lines. An order counts as sold on paid_date.
-- grain: order_id, line_no
-- not_null: order_id, line_no, product_id, quantity, amount_minor, currency, placed_at, business_date
-- materialize: incremental by order_id
-- owner: data platform
-- fresh_within: 30 seconds
-- check: amount_not_negative: amount_minor >= 0
-- column order_id: public; id; zh 订单号; en Order
-- column line_no: public; number; zh 行号; en Line number, from 1
-- column member_id: internal; id; zh 会员; en Member, null for an anonymous buyer
-- column merchant_id: public; id; zh 商户; en Merchant
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column product_id: public; id; zh 商品; en Product
-- column sku_id: public; id; zh 规格; en Variant, null = the product has none
-- column quantity: public; pieces; zh 数量; en Quantity
-- column unit_price: public; major units; zh 单价; en Unit price, before discounts
-- column amount_minor: public; minor units; zh 金额; en Amount after discounts, without freight
-- column discount_minor: public; minor units; zh 优惠金额; en What was taken off the line
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column region: public; none; zh 地区; en Region
-- column placed_at: public; UTC; zh 下单时间; en Placed at
-- column business_date: public; day; zh 下单营业日; en Business date of placing
-- column is_paid: public; yes/no; zh 是否已支付; en Paid
-- column paid_date: public; day; zh 支付营业日; en Business date of payment: the day on which it counts as a sale
-- column is_simulated: public; yes/no; zh 是否模拟; en Placed by the simulator
with placed as not materialized (
  select
    *,
    -- a producer that numbers two lines alike gets them numbered by position
    len(list_distinct(list_transform(lines, lambda line: line.line_no))) = len(lines) as is_numbered
  from ref('stg_order__placed')
),
line as (
  select
    order_id, log_partition, log_offset, is_numbered,
    unnest(lines) as item, generate_subscripts(lines, 1)::integer as position
  from placed
),
orders as not materialized (
  select * from ref('fct_order')
)
select
  line.order_id,
  case when line.is_numbered then line.item.line_no else line.position end as line_no,
  orders.member_id,
  orders.merchant_id,
  orders.circle_id,
  orders.format,
  line.item.product_id as product_id,
  line.item.sku_id as sku_id,
  line.item.quantity as quantity,
  line.item.unit_price as unit_price,
  line.item.amount_minor as amount_minor,
  coalesce(line.item.discount_minor, 0)::bigint as discount_minor,
  orders.currency,
  orders.region,
  orders.placed_at,
  orders.business_date,
  orders.is_paid,
  orders.paid_date,
  orders.is_simulated
from line
-- the order's row names the placing that counts
join orders using (order_id, log_partition, log_offset)
