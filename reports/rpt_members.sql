-- name: members
-- title: zh 会员; en Members
-- about: zh 每期一行：新注册、实名、活跃买家; en A row per period with a registration or a known buyer. Registering has no business date and counts on its day in UTC; buying counts on the business date of the payment.
-- grain: period
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param simulated: include|exclude; default include; zh 模拟数据; en Members that the simulator registered and orders that it placed
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column registered: public; bigint; members; zh 新注册; en Members that registered
-- column registered_real_name: public; bigint; members; zh 其中已实名; en Of these, whose real name is verified by now
-- column registered_bought: public; bigint; members; zh 其中已购买; en Of these, who bought by now
-- column active_buyers: public; bigint; members; zh 活跃买家; en Distinct known members with a paid order
-- column registered_ever: public; bigint; members; zh 累计注册; en Members that registered up to the period's end, also before the range
with
registered as (
  select
    (registered_at at time zone 'UTC')::date as day, is_real_name, count_orders > 0 as has_bought
  from ref('subject_user')
  where registered_at is not null and (registered_at at time zone 'UTC')::date <= $to and ($simulated = 'include' or not is_simulated)
),
grouped as (
  select
    date_trunc($grain, day)::date as period, count(*) as registered, count(*) filter (is_real_name) as registered_real_name, count(*) filter (has_bought) as registered_bought
  from registered
  where day >= $from
  group by all
),
bought as (
  select date_trunc($grain, paid_date)::date as period, count(distinct member_id) as active_buyers
  from ref('fct_order')
  where member_id is not null and paid_date between $from and $to and ($simulated = 'include' or not is_simulated)
  group by all
),
joined as (
  select
    period, coalesce(registered, 0) as registered, coalesce(registered_real_name, 0) as registered_real_name,
    coalesce(registered_bought, 0) as registered_bought, coalesce(active_buyers, 0) as active_buyers
  from grouped
  full join bought using (period)
),
final as (
  select
    period, registered, registered_real_name, registered_bought, active_buyers,
    (select count(*) from registered where day < $from)
      + sum(registered) over (order by period rows between unbounded preceding and current row)::bigint as registered_ever
  from joined
  order by period
)
select * from final
