-- name: summary
-- title: zh 销售汇总; en Sales summary
-- about: zh 整个区间每币种一行：已支付订单、买家、销售额、退款、净额; en The whole range in a row per currency, by the same definitions as sales. Buyers are distinct over the range, so they are not the sum of the periods' buyers.
-- grain: currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column orders: public; bigint; orders; zh 已支付订单（含零元）; en Paid orders, also of amount 0
-- column buyers: public; bigint; members; zh 买家（去重会员）; en Distinct known members among them
-- column gross_minor: public; bigint; minor units; zh 销售额; en Line amounts of the orders, on the day paid
-- column refunds_minor: public; bigint; minor units; zh 退款额; en Refunds, on the day refunded
-- column net_minor: public; bigint; minor units; zh 净销售额; en Gross less refunds
-- column average_order_minor: public; bigint; minor units; zh 客单价; en Gross per order, rounded half away from zero, null without orders
-- column first_date: public; date; day; zh 首个营业日; en First business date with an order or refund in the range
-- column last_date: public; date; day; zh 末个营业日; en Last business date with an order or refund in the range
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
sold as (
  select
    currency, count(*) as orders, count(distinct member_id) as buyers, sum(amount_minor)::bigint as gross_minor,
    min(paid_date) as first_sold, max(paid_date) as last_sold
  from ref('fct_order')
  where paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by currency
),
returned as (
  select currency, sum(amount_minor)::bigint as refunds_minor, min(business_date) as first_returned, max(business_date) as last_returned
  from ref('fct_refund_line')
  where business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by currency
),
joined as (
  select
    currency, coalesce(orders, 0) as orders, coalesce(buyers, 0) as buyers,
    coalesce(gross_minor, 0) as gross_minor, coalesce(refunds_minor, 0) as refunds_minor,
    least(first_sold, first_returned) as first_date, greatest(last_sold, last_returned) as last_date
  from sold
  full join returned using (currency)
),
final as (
  select
    orders, buyers, gross_minor, refunds_minor, gross_minor - refunds_minor as net_minor,
    case when orders > 0 then (2 * gross_minor + orders) // (2 * orders) end as average_order_minor,
    first_date, last_date, currency
  from joined
  order by currency
)
select * from final
