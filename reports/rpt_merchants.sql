-- name: merchants
-- title: zh 商户; en Merchants
-- about: zh 每商户每币种一行：销售、退款率、售后，按销售额从高到低; en A row per merchant and currency that traded in the range: sales, refund rate and after-sales, highest gross first. Gross counts on the day paid, refunds on the day refunded, applications on the day applied.
-- grain: merchant_id, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed and applications that it made
-- column merchant_id: public; varchar; id; zh 商户编号; en Merchant
-- column name: public; varchar; text; zh 名称; en English name, else Chinese name, else the id
-- column state: public; varchar; code; zh 状态; en active or deregistered, as it is now; null = the merchant was never told
-- column orders: public; bigint; orders; zh 已支付订单; en Paid orders
-- column buyers: public; bigint; members; zh 买家; en Distinct known members among them
-- column gross_minor: public; bigint; minor units; zh 销售额; en Line amounts of the orders
-- column discount_minor: public; bigint; minor units; zh 优惠额; en What was taken off before the gross
-- column refunds_minor: public; bigint; minor units; zh 退款额; en Refunds
-- column net_minor: public; bigint; minor units; zh 净销售额; en Gross less refunds
-- column refund_rate_permille: public; bigint; permille; zh 退款率（千分比）; en Refunds of gross, in thousandths, half away from zero, null without sales
-- column after_sales: public; bigint; applications; zh 售后单; en Applications for a refund, a return or an exchange
-- column after_sales_open: public; bigint; applications; zh 处理中售后; en Of these, still being worked on
-- column disputes: public; bigint; applications; zh 平台介入; en Of these, put before the platform
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
sold as (
  select
    merchant_id, currency, count(*) as orders, count(distinct member_id) as buyers, sum(amount_minor)::bigint as gross_minor,
    sum(discount_minor)::bigint as discount_minor
  from ref('fct_order')
  where merchant_id is not null and paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
returned as (
  select merchant_id, currency, sum(amount_minor)::bigint as refunds_minor
  from ref('fct_refund_line')
  where merchant_id is not null and business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
asked as (
  select
    merchant_id, currency, count(*) as after_sales, count(*) filter (is_open) as after_sales_open, count(*) filter (is_disputed) as disputes
  from ref('fct_after_sale')
  where merchant_id is not null and business_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
  group by all
),
joined as (
  select
    merchant_id, currency, coalesce(orders, 0) as orders, coalesce(buyers, 0) as buyers, coalesce(gross_minor, 0) as gross_minor,
    coalesce(discount_minor, 0) as discount_minor, coalesce(refunds_minor, 0) as refunds_minor,
    coalesce(after_sales, 0) as after_sales, coalesce(after_sales_open, 0) as after_sales_open, coalesce(disputes, 0) as disputes
  from sold
  full join returned using (merchant_id, currency)
  full join asked using (merchant_id, currency)
),
final as (
  select
    joined.merchant_id, coalesce(merchant.name_en, merchant.name_zh, joined.merchant_id) as name, merchant.state,
    joined.orders, joined.buyers, joined.gross_minor, joined.discount_minor, joined.refunds_minor,
    joined.gross_minor - joined.refunds_minor as net_minor,
    case when joined.gross_minor > 0 then
      (2000::hugeint * joined.refunds_minor + joined.gross_minor) // (2 * joined.gross_minor)
    end::bigint as refund_rate_permille,
    joined.after_sales, joined.after_sales_open, joined.disputes, joined.currency
  from joined
  left join ref('dim_merchant') as merchant on merchant.merchant_id = joined.merchant_id
  order by joined.currency, joined.gross_minor desc, joined.merchant_id
)
select * from final
