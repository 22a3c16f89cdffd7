-- Lines of refunds [退款明细], amounts positive. Order and placing time are null where no order is named or it is not known.
-- grain: aggregate_id, refund_id, line_no
-- not_null: aggregate_id, refund_id, line_no, product_id, quantity, amount_minor, currency, refunded_at, business_date
-- materialize: incremental by aggregate_id
-- owner: data platform
-- fresh_within: 30 seconds
-- check: amount_not_negative: amount_minor >= 0
-- column aggregate_id: internal; id; zh 所属单据; en The order, or the refund where none is named
-- column refund_id: public; id; zh 退款单号; en Refund
-- column line_no: public; number; zh 行号; en Line number, from 1
-- column order_id: public; id; zh 订单号; en Order, null where none is named
-- column member_id: internal; id; zh 会员; en Member, null for an anonymous buyer
-- column merchant_id: public; id; zh 商户; en Merchant
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column product_id: public; id; zh 商品; en Product
-- column quantity: public; pieces; zh 数量; en Quantity given back, 0 = money only
-- column unit_price: public; major units; zh 单价; en Unit price
-- column amount_minor: public; minor units; zh 退款金额; en Amount given back, positive
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column region: public; none; zh 地区; en Region
-- column placed_at: public; UTC; zh 下单时间; en Order placed at
-- column refunded_at: public; UTC; zh 退款时间; en Refunded at
-- column business_date: public; day; zh 退款营业日; en Business date of the refund
-- column is_simulated: public; yes/no; zh 是否模拟; en Of an order that the simulator placed
with refund as (
  select
    *,
    len(list_distinct(list_transform(lines, lambda line: line.line_no))) = len(lines) as is_numbered
  from ref('stg_refund__completed')
  -- a producer that repeats itself under a new event id does not refund twice
  qualify row_number() over (partition by aggregate_id, refund_id order by refunded_at, log_partition, log_offset) = 1
),
line as (
  select refund.* exclude (lines), unnest(lines) as item, generate_subscripts(lines, 1)::integer as position
  from refund
),
named as not materialized (
  select aggregate_id, placed_at, is_simulated from ref('fct_order_placing')
)
select
  line.aggregate_id,
  line.refund_id,
  case when line.is_numbered then line.item.line_no else line.position end as line_no,
  line.order_id,
  line.member_id,
  line.merchant_id,
  line.circle_id,
  line.format,
  line.item.product_id as product_id,
  line.item.quantity as quantity,
  line.item.unit_price as unit_price,
  line.item.amount_minor as amount_minor,
  line.currency,
  line.region,
  named.placed_at,
  line.refunded_at,
  line.business_date,
  -- who completes a refund may be a timer; whose order it was decides
  coalesce(named.is_simulated, line.event_source = '/raillife/simulator') as is_simulated
from line
left join named using (aggregate_id)
