-- name: points
-- title: zh 积分; en Points
-- about: zh 每期一行：发放、使用、过期、扣回与期末负债; en A row per period in which points moved, from the books: what members were given, spent, lost and had taken back, and what is owed to them at the end. opening + earned - spent - expired - taken_back + other = closing. What members owe is subtracted.
-- grain: period
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param simulated: include|exclude; default include; zh 模拟数据; en What the simulator booked; what the platform's own timers book for it stays
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column opening: public; bigint; points; zh 期初积分; en Points owed to members before the period
-- column earned: public; bigint; points; zh 发放; en Given
-- column spent: public; bigint; points; zh 使用; en Spent on orders and exchanges, less those given back
-- column expired: public; bigint; points; zh 过期; en Expired
-- column taken_back: public; bigint; points; zh 扣回; en Taken back, also those that were spent already
-- column other: public; bigint; points; zh 其他; en Reversals and corrections of the books, signed
-- column closing: public; bigint; points; zh 期末积分（负债）; en Points owed to members at the period's end: the liability
with
moved as (
  -- a member's points are a debt of the operator: what he gains is a credit
  select business_date, kind, -amount_minor as points
  from ref('fct_posting')
  where unit = 'PTS' and purse in ('points', 'points-debt') and business_date <= $to and ($simulated = 'include' or not is_simulated)
),
period as (
  select
    date_trunc($grain, business_date)::date as period,
    coalesce(sum(points) filter (kind = 'points-earned'), 0)::bigint as earned,
    coalesce(sum(-points) filter (kind in ('points-used', 'points-exchanged', 'points-returned')), 0)::bigint as spent,
    coalesce(sum(-points) filter (kind = 'points-expired'), 0)::bigint as expired,
    coalesce(sum(-points) filter (kind = 'points-clawed-back'), 0)::bigint as taken_back,
    coalesce(sum(points) filter (kind not in ('points-earned', 'points-used', 'points-exchanged', 'points-returned', 'points-expired', 'points-clawed-back')), 0)::bigint as other,
    sum(points)::bigint as change
  from moved
  where business_date >= $from
  group by period
),
summed as (
  select
    *,
    (select coalesce(sum(points), 0) from moved where business_date < $from)
      + sum(change) over (order by period rows between unbounded preceding and current row) as closing
  from period
),
final as (
  select
    period, (closing - change)::bigint as opening, earned, spent, expired, taken_back, other, closing::bigint as closing
  from summed
  order by period
)
select * from final
