-- name: sales
-- title: zh 销售; en Sales
-- about: zh 每期每币种一行：已支付订单、买家、销售额、退款、净额; en A row per period and currency: paid orders, buyers, gross, refunds and net. Gross counts on the day paid, a refund on the day refunded; adjustments and write-offs are in neither.
-- grain: period, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column orders: public; bigint; orders; zh 已支付订单（含零元）; en Paid orders, also of amount 0
-- column buyers: public; bigint; members; zh 买家（去重会员）; en Distinct known members among them
-- column gross_minor: public; bigint; minor units; zh 销售额; en Line amounts of the orders, on the day paid
-- column refunds_minor: public; bigint; minor units; zh 退款额; en Refunds, on the day refunded
-- column net_minor: public; bigint; minor units; zh 净销售额; en Gross less refunds
-- column average_order_minor: public; bigint; minor units; zh 客单价; en Gross per order, rounded half away from zero, null without orders
-- column discount_minor: public; bigint; minor units; zh 优惠额; en What was taken off these orders before the gross
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
paid as (
  select date_trunc($grain, paid_date)::date as period, member_id, amount_minor, discount_minor, currency
  from ref('fct_order')
  where paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
),
refunded as (
  select date_trunc($grain, business_date)::date as period, amount_minor, currency
  from ref('fct_refund_line')
  where business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
),
sold as (
  select period, currency, count(*) as orders, count(distinct member_id) as buyers, sum(amount_minor)::bigint as gross_minor,
    sum(discount_minor)::bigint as discount_minor
  from paid
  group by all
),
returned as (
  select period, currency, sum(amount_minor)::bigint as refunds_minor
  from refunded
  group by all
),
joined as (
  select
    period, currency, coalesce(orders, 0) as orders, coalesce(buyers, 0) as buyers,
    coalesce(gross_minor, 0) as gross_minor, coalesce(refunds_minor, 0) as refunds_minor,
    coalesce(discount_minor, 0) as discount_minor
  from sold
  full join returned using (period, currency)
),
final as (
  select
    period, orders, buyers, gross_minor, refunds_minor, gross_minor - refunds_minor as net_minor,
    case when orders > 0 then (2 * gross_minor + orders) // (2 * orders) end as average_order_minor,
    discount_minor, currency
  from joined
  order by period, currency
)
select * from final
