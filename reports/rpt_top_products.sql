-- name: top-products
-- title: zh 热销商品; en Top products
-- about: zh 按销售额排名的商品，每币种各取前若干名; en Products by gross, the first ones of each currency. Gross counts on the day paid, refunds on the day refunded.
-- grain: product_id, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param limit: integer 1..1000; default 10; zh 每币种行数; en Rows per currency
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column rank: public; bigint; place; zh 名次; en Place by gross within the currency
-- column product_id: public; varchar; id; zh 商品编号; en Product
-- column name: public; varchar; text; zh 名称; en English name, else Chinese name, else the id
-- column name_zh: public; varchar; text; zh 中文名称; en Name in Chinese, as last saved
-- column name_en: public; varchar; text; zh 英文名称; en Name in English, as last saved
-- column orders: public; bigint; orders; zh 订单数; en Paid orders with this product
-- column quantity: public; bigint; pieces; zh 件数; en Pieces sold
-- column gross_minor: public; bigint; minor units; zh 销售额; en Line amounts
-- column discount_minor: public; bigint; minor units; zh 优惠额; en What was taken off these lines before the gross
-- column refunds_minor: public; bigint; minor units; zh 退款额; en Refunds of this product in the range
-- column net_minor: public; bigint; minor units; zh 净销售额; en Gross less refunds
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
sold as (
  select
    product_id, currency, count(distinct order_id) as orders, sum(quantity)::bigint as quantity, sum(amount_minor)::bigint as gross_minor,
    sum(discount_minor)::bigint as discount_minor
  from ref('fct_order_line')
  where paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
ranked as (
  select *, row_number() over (partition by currency order by gross_minor desc, quantity desc, product_id) as rank
  from sold
  qualify rank <= $limit
),
returned as (
  select product_id, currency, sum(amount_minor)::bigint as refunds_minor
  from ref('fct_refund_line')
  where business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
final as (
  select
    ranked.rank, ranked.product_id, coalesce(product.name_en, product.name_zh, ranked.product_id) as name,
    product.name_zh, product.name_en, ranked.orders, ranked.quantity, ranked.gross_minor, ranked.discount_minor,
    coalesce(returned.refunds_minor, 0) as refunds_minor, ranked.gross_minor - coalesce(returned.refunds_minor, 0) as net_minor, ranked.currency
  from ranked
  left join returned on returned.product_id = ranked.product_id and returned.currency = ranked.currency
  left join ref('dim_product') as product on product.product_id = ranked.product_id
  order by ranked.currency, ranked.rank
)
select * from final
