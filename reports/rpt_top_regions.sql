-- name: top-regions
-- title: zh 热销地区; en Top regions
-- about: zh 按销售额排名的地区，每币种各取前若干名; en Regions of the buyers by gross, the first ones of each currency. Gross counts on the day paid, refunds on the day refunded.
-- grain: region, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param limit: integer 1..1000; default 10; zh 每币种行数; en Rows per currency
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column rank: public; bigint; place; zh 名次; en Place by gross within the currency
-- column region: public; varchar; text; zh 地区; en Region as the shop names it, null where it names none
-- column orders: public; bigint; orders; zh 已支付订单; en Paid orders
-- column buyers: public; bigint; members; zh 买家; en Distinct known members among them
-- column gross_minor: public; bigint; minor units; zh 销售额; en Line amounts
-- column refunds_minor: public; bigint; minor units; zh 退款额; en Refunds of this region in the range
-- column net_minor: public; bigint; minor units; zh 净销售额; en Gross less refunds
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
sold as (
  select region, currency, count(*) as orders, count(distinct member_id) as buyers, sum(amount_minor)::bigint as gross_minor
  from ref('fct_order')
  where paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
ranked as (
  select *, row_number() over (partition by currency order by gross_minor desc, orders desc, region) as rank
  from sold
  qualify rank <= $limit
),
returned as (
  select region, currency, sum(amount_minor)::bigint as refunds_minor
  from ref('fct_refund_line')
  where business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
final as (
  select
    ranked.rank, ranked.region, ranked.orders, ranked.buyers, ranked.gross_minor,
    coalesce(returned.refunds_minor, 0) as refunds_minor, ranked.gross_minor - coalesce(returned.refunds_minor, 0) as net_minor, ranked.currency
  from ranked
  left join returned on returned.region is not distinct from ranked.region and returned.currency = ranked.currency
  order by ranked.currency, ranked.rank
)
select * from final
