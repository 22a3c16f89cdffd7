-- name: order-funnel
-- title: zh 订单漏斗; en Order funnel
-- about: zh 每期每币种一行：下单、支付、发货、收货、完成、取消、关闭、售后的订单数，各按其发生的营业日计; en A row per period and currency: orders placed, paid, shipped, received, completed, cancelled, closed and with an after-sale, each counted once, on the business date of that step. An order that was split counts as its children.
-- grain: period, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column placed: public; bigint; orders; zh 下单; en Orders placed
-- column paid: public; bigint; orders; zh 支付; en Orders paid
-- column shipped: public; bigint; orders; zh 发货; en Orders of which the first parcel was shipped
-- column received: public; bigint; orders; zh 收货; en Orders received
-- column completed: public; bigint; orders; zh 完成; en Orders completed
-- column cancelled: public; bigint; orders; zh 取消; en Orders cancelled
-- column closed: public; bigint; orders; zh 关闭; en Orders closed without success
-- column after_sales: public; bigint; orders; zh 售后; en Orders with a first application for an after-sale
-- column placed_minor: public; bigint; minor units; zh 下单金额; en Line amounts of the orders placed
-- column paid_minor: public; bigint; minor units; zh 支付金额; en Line amounts of the orders paid
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
step as (
  select unnest([
    {'name': 'placed', 'date': business_date}, {'name': 'paid', 'date': paid_date}, {'name': 'shipped', 'date': shipped_date}, {'name': 'received', 'date': received_date},
    {'name': 'completed', 'date': completed_date}, {'name': 'cancelled', 'date': cancelled_date}, {'name': 'closed', 'date': closed_date}, {'name': 'after-sale', 'date': after_sale_date}
  ]) as step, amount_minor, currency
  from ref('subject_order')
  where ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
),
counted as (
  select date_trunc($grain, step.date)::date as period, step.name as name, amount_minor, currency
  from step
  where step.date between $from and $to
),
final as (
  select
    period,
    count(*) filter (name = 'placed') as placed,
    count(*) filter (name = 'paid') as paid,
    count(*) filter (name = 'shipped') as shipped,
    count(*) filter (name = 'received') as received,
    count(*) filter (name = 'completed') as completed,
    count(*) filter (name = 'cancelled') as cancelled,
    count(*) filter (name = 'closed') as closed,
    count(*) filter (name = 'after-sale') as after_sales,
    coalesce(sum(amount_minor) filter (name = 'placed'), 0)::bigint as placed_minor,
    coalesce(sum(amount_minor) filter (name = 'paid'), 0)::bigint as paid_minor,
    currency
  from counted
  group by period, currency
  order by period, currency
)
select * from final
