-- Merchant library [商户主题库]: a row per merchant and currency; XXX (ISO 4217: no currency) where nothing was sold or refunded yet.
-- Orders are paid orders, on the business date of payment. The trend compares the 30 days up to as_of with the 30 days before.
-- grain: merchant_id, currency
-- not_null: merchant_id, currency, count_orders, buyers, gross_minor, refunds_minor, net_minor
-- materialize: incremental by merchant_id
-- reference: fct_rfm_threshold
-- owner: data platform
-- column merchant_id: public; id; zh 商户; en Merchant
-- column name_zh: public; none; zh 中文名称; en Name in Chinese
-- column name_en: public; none; zh 英文名称; en Name in English
-- column format: public; none; zh 业态; en Business format
-- column kind: public; none; zh 商户类型; en self-operated or onboarded, null = was never told
-- column state: public; none; zh 状态; en active or deregistered
-- column circle_ids: public; ids; zh 商圈（逗号分隔，-1 为自营）; en Circles, separated by commas, -1 = self-operated
-- column deregistered_at: public; UTC; zh 注销时间; en Left the platform at, null = did not
-- column count_stores: public; stores; zh 店铺数; en Stores
-- column count_stores_open: public; stores; zh 营业店铺数; en Of these, open
-- column count_reviews: public; reviews; zh 评价数; en Reviews that are shown
-- column average_stars_hundredths: public; hundredths of a star; zh 平均星级（百分之一星）; en Average of their stars, half away from zero, null without reviews
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column is_simulated: public; yes/no; zh 是否模拟; en Registered by the simulator
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column count_orders: public; orders; zh 订单数; en Paid orders
-- column buyers: public; members; zh 买家数; en Distinct known members with a paid order
-- column returning_buyers: public; members; zh 复购买家数; en Known members with two paid orders or more
-- column quantity: public; pieces; zh 件数; en Pieces sold
-- column gross_minor: public; minor units; zh 销售额; en Amount of paid orders
-- column count_refunds: public; refunds; zh 退款次数; en Refunds
-- column refunds_minor: public; minor units; zh 退款金额; en Refunds
-- column refund_rate_permille: public; permille; zh 退款率（千分比）; en Refunds of gross, in thousandths, half away from zero, null without sales
-- column count_after_sales: public; applications; zh 售后次数; en Applications for a refund, a return or an exchange
-- column count_after_sales_open: public; applications; zh 处理中售后; en Of these, being worked on
-- column after_sale_rate_permille: public; permille; zh 售后率（千分比）; en Orders with an application per paid order, in thousandths, null without sales
-- column net_minor: public; minor units; zh 净销售额; en Gross minus refunds
-- column average_order_minor: public; minor units; zh 客单价; en Gross per paid order, half away from zero
-- column first_order_date: public; day; zh 首单营业日; en First business date with a paid order
-- column last_order_date: public; day; zh 末单营业日; en Last business date with a paid order
-- column as_of: public; day; zh 截止营业日; en Business date of the trend
-- column gross_30_days_minor: public; minor units; zh 近30天销售额; en Gross of the 30 days up to as_of
-- column gross_previous_30_days_minor: public; minor units; zh 前30天销售额; en Gross of the 30 days before
-- column trend_permille: public; permille; zh 销售趋势（千分比）; en Change between the two, in thousandths, null without earlier sales
with orders as not materialized (
  select * from ref('fct_order') where merchant_id is not null and is_paid
),
refund as not materialized (
  select * from ref('fct_refund_line') where merchant_id is not null
),
merchant as not materialized (
  select * from ref('dim_merchant')
),
after_sale as not materialized (
  select * from ref('fct_after_sale') where merchant_id is not null
),
review as not materialized (
  select * from ref('fct_review') where merchant_id is not null and state = 'approved'
),
store as not materialized (
  select * from ref('stg_store__saved')
),
clock as (
  select max(as_of) as as_of from ref('fct_rfm_threshold')
),
buyer as (
  select
    merchant_id, currency, member_id,
    count(*) as count_orders,
    sum(quantity)::bigint as quantity,
    sum(amount_minor)::bigint as gross_minor,
    min(paid_date) as first_order_date,
    max(paid_date) as last_order_date,
    sum(amount_minor) filter (paid_date > clock.as_of - 30) as gross_30_days_minor,
    sum(amount_minor) filter (paid_date <= clock.as_of - 30 and paid_date > clock.as_of - 60) as gross_previous_30_days_minor
  from orders, clock
  group by merchant_id, currency, member_id
),
sold as (
  select
    merchant_id, currency,
    sum(count_orders)::bigint as count_orders,
    count(member_id) as buyers,
    count(member_id) filter (count_orders > 1) as returning_buyers,
    sum(quantity)::bigint as quantity,
    sum(gross_minor)::bigint as gross_minor,
    min(first_order_date) as first_order_date,
    max(last_order_date) as last_order_date,
    coalesce(sum(gross_30_days_minor), 0)::bigint as gross_30_days_minor,
    coalesce(sum(gross_previous_30_days_minor), 0)::bigint as gross_previous_30_days_minor
  from buyer
  group by merchant_id, currency
),
returned as (
  select
    merchant_id, currency,
    count(distinct refund_id) as count_refunds,
    sum(amount_minor)::bigint as refunds_minor
  from refund
  group by merchant_id, currency
),
asked as (
  select
    merchant_id, currency,
    count(*) as count_after_sales,
    count(*) filter (is_open) as count_after_sales_open,
    count(distinct order_id) as count_orders
  from after_sale
  group by merchant_id, currency
),
traded as (
  select merchant_id, currency, sold, returned, asked
  from sold
  full outer join returned using (merchant_id, currency)
  full outer join asked using (merchant_id, currency)
),
judged as (
  select merchant_id, count(*) as count_reviews, sum(stars)::bigint as stars
  from review
  group by merchant_id
),
opened as (
  select merchant_id, count(*) as count_stores, count(*) filter (is_open) as count_stores_open
  from (
    select merchant_id, store_id, arg_max(is_open, (saved_at, log_partition, log_offset)) as is_open
    from store
    group by all
  )
  group by merchant_id
)
select
  merchant_id,
  merchant.name_zh,
  merchant.name_en,
  merchant.format,
  merchant.kind,
  coalesce(merchant.state, 'active') as state,
  merchant.circle_ids,
  merchant.deregistered_at,
  coalesce(opened.count_stores, 0)::bigint as count_stores,
  coalesce(opened.count_stores_open, 0)::bigint as count_stores_open,
  coalesce(judged.count_reviews, 0)::bigint as count_reviews,
  ((200 * judged.stars + judged.count_reviews) // (2 * judged.count_reviews))::bigint as average_stars_hundredths,
  merchant.registered_at,
  coalesce(merchant.is_simulated, false) as is_simulated,
  coalesce(traded.currency, 'XXX') as currency,
  coalesce(traded.sold.count_orders, 0)::bigint as count_orders,
  coalesce(traded.sold.buyers, 0)::bigint as buyers,
  coalesce(traded.sold.returning_buyers, 0)::bigint as returning_buyers,
  coalesce(traded.sold.quantity, 0)::bigint as quantity,
  coalesce(traded.sold.gross_minor, 0)::bigint as gross_minor,
  coalesce(traded.returned.count_refunds, 0)::bigint as count_refunds,
  coalesce(traded.returned.refunds_minor, 0)::bigint as refunds_minor,
  (coalesce(traded.sold.gross_minor, 0) - coalesce(traded.returned.refunds_minor, 0))::bigint as net_minor,
  ((2000 * coalesce(traded.returned.refunds_minor, 0)::hugeint + traded.sold.gross_minor) // (2 * nullif(traded.sold.gross_minor, 0)))::bigint as refund_rate_permille,
  coalesce(traded.asked.count_after_sales, 0)::bigint as count_after_sales,
  coalesce(traded.asked.count_after_sales_open, 0)::bigint as count_after_sales_open,
  ((2000 * coalesce(traded.asked.count_orders, 0) + traded.sold.count_orders) // (2 * traded.sold.count_orders))::bigint as after_sale_rate_permille,
  ((2 * traded.sold.gross_minor + traded.sold.count_orders) // (2 * traded.sold.count_orders))::bigint as average_order_minor,
  traded.sold.first_order_date as first_order_date,
  traded.sold.last_order_date as last_order_date,
  clock.as_of,
  coalesce(traded.sold.gross_30_days_minor, 0)::bigint as gross_30_days_minor,
  coalesce(traded.sold.gross_previous_30_days_minor, 0)::bigint as gross_previous_30_days_minor,
  case when traded.sold.gross_previous_30_days_minor > 0 then
    round(1000 * (traded.sold.gross_30_days_minor - traded.sold.gross_previous_30_days_minor)::decimal(38, 3) / traded.sold.gross_previous_30_days_minor)
  end::bigint as trend_permille
from traded
full outer join merchant using (merchant_id)
left join judged using (merchant_id)
left join opened using (merchant_id)
cross join clock
