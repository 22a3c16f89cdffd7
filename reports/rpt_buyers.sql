-- name: buyers
-- title: zh 买家; en Buyers
-- about: zh 每期每币种一行：新买家、回头客、匿名订单; en A row per period and currency: new and returning buyers and anonymous orders. New = the first paid order of the member's whole history, in any currency, lies in the period's counted days.
-- grain: period, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Orders that the simulator placed
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column buyers: public; bigint; members; zh 买家; en Distinct known members with a paid order
-- column new_buyers: public; bigint; members; zh 新买家; en Of these, with their first paid order here
-- column returning_buyers: public; bigint; members; zh 回头客; en Of these, with an earlier paid order
-- column new_gross_minor: public; bigint; minor units; zh 新买家销售额; en Gross of new buyers
-- column returning_gross_minor: public; bigint; minor units; zh 回头客销售额; en Gross of returning buyers
-- column anonymous_orders: public; bigint; orders; zh 匿名订单; en Paid orders of nobody known
-- column anonymous_gross_minor: public; bigint; minor units; zh 匿名销售额; en Gross of these
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
paid as (
  select date_trunc($grain, paid_date)::date as period, member_id, currency, amount_minor
  from ref('fct_order')
  where paid_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
),
member_period as (
  select period, member_id, currency, count(*) as orders, sum(amount_minor)::bigint as gross_minor
  from paid
  group by all
),
first_paid as (
  select member_id, min(paid_date) as first_date
  from ref('fct_order')
  where member_id is not null and paid_date <= $to and ($simulated = 'include' or not is_simulated)
  group by all
),
judged as (
  select
    member_period.*,
    -- A period cut by the range counts from the range's first day.
    first_paid.first_date >= greatest(member_period.period, $from) as is_new
  from member_period
  left join first_paid on first_paid.member_id = member_period.member_id
),
final as (
  select
    period,
    count(member_id) as buyers,
    count(member_id) filter (is_new) as new_buyers,
    count(member_id) filter (not is_new) as returning_buyers,
    coalesce(sum(gross_minor) filter (member_id is not null and is_new), 0)::bigint as new_gross_minor,
    coalesce(sum(gross_minor) filter (member_id is not null and not is_new), 0)::bigint as returning_gross_minor,
    coalesce(sum(orders) filter (member_id is null), 0)::bigint as anonymous_orders,
    coalesce(sum(gross_minor) filter (member_id is null), 0)::bigint as anonymous_gross_minor,
    currency
  from judged
  group by period, currency
  order by period, currency
)
select * from final
