-- name: funnel
-- title: zh 漏斗; en Funnel
-- about: zh 有序步骤的转化：每步到达人数、占首步与上一步的比例、到达用时; en Ordered steps: how many reached each one within the window from the first, and how long it took. Steps are events separated by commas, in the order in which they must follow each other; a member counts once, whatever devices he used, by the try that got him furthest.
-- grain: step
-- param steps: text 1..500; default product_viewed,cart_item_added,checkout_started,order_submitted; zh 步骤（逗号分隔，二至八个）; en Steps, separated by commas, two to eight
-- param window_minutes: integer 1..525600; default 1440; zh 窗口（分钟，自首步起）; en Window in minutes, from the first step
-- param from: date; default 0001-01-01; zh 首步起始营业日（含）; en First business date of the first step, included
-- param to: date; default 9999-12-31; zh 首步截止营业日（含）; en Last business date of the first step, included
-- param bots: exclude|include; default exclude; zh 爬虫; en Events of robots
-- param simulated: include|exclude; default include; zh 模拟数据; en Events that the simulator made
-- column step: public; bigint; none; zh 步骤; en Place of the step, from 1
-- column event: public; varchar; none; zh 事件; en Event
-- column persons: public; bigint; persons; zh 人数; en Members and visitors who reached it
-- column percent_of_first: public; decimal(5,2); percent; zh 总转化率; en Share of those who took the first step
-- column percent_of_previous: public; decimal(5,2); percent; zh 步转化率; en Share of those who took the step before
-- column median_seconds: public; bigint; seconds; zh 用时中位数; en Median time since the step before, by each person's best try
with
wanted as (
  select list_transform(list_filter(string_split($steps, ','), lambda s: trim(s) <> ''), lambda s: lower(translate(trim(s), ' .-', '___'))) as steps
),
step as (
  select unnest(range(1, least(len(steps), 8) + 1)) as step, unnest(steps[1:8]) as event from wanted
),
happened as (
  select
    person_key, event, happened_at, business_date,
    row_number() over (partition by person_key order by happened_at, log_partition, log_offset) as n
  from ref('fct_event')
  where event in (select event from step) and ($bots = 'include' or not is_bot) and ($simulated = 'include' or not is_simulated)
),
placed as (
  select happened.*, step.step from happened join step using (event)
),
-- Each try begins with a first step; the earliest event that is the next step follows it, and so on.
one as (
  select person_key, n as n1, happened_at as t1, happened_at + to_minutes($window_minutes) as until from placed where step = 1 and business_date between $from and $to
),
two as (
  select one.*, x.n as n2, x.happened_at as t2 from one asof left join (select * from placed where step = 2) x on one.person_key = x.person_key and one.n1 < x.n
),
three as (
  select two.*, x.n as n3, x.happened_at as t3 from two asof left join (select * from placed where step = 3) x on two.person_key = x.person_key and two.n2 < x.n
),
four as (
  select three.*, x.n as n4, x.happened_at as t4 from three asof left join (select * from placed where step = 4) x on three.person_key = x.person_key and three.n3 < x.n
),
five as (
  select four.*, x.n as n5, x.happened_at as t5 from four asof left join (select * from placed where step = 5) x on four.person_key = x.person_key and four.n4 < x.n
),
six as (
  select five.*, x.n as n6, x.happened_at as t6 from five asof left join (select * from placed where step = 6) x on five.person_key = x.person_key and five.n5 < x.n
),
seven as (
  select six.*, x.n as n7, x.happened_at as t7 from six asof left join (select * from placed where step = 7) x on six.person_key = x.person_key and six.n6 < x.n
),
eight as (
  select seven.*, x.n as n8, x.happened_at as t8 from seven asof left join (select * from placed where step = 8) x on seven.person_key = x.person_key and seven.n7 < x.n
),
tried as (
  select person_key, t1, list_filter([t1, t2, t3, t4, t5, t6, t7, t8], lambda t: t is not null and t <= until) as times from eight
),
best as (
  select person_key, arg_max(times, (len(times), -epoch_us(t1))) as times from tried group by person_key
),
reached as (
  select unnest(range(1, len(times) + 1)) as step, unnest(times) as reached_at, unnest(list_concat([null], times[:-2])) as left_at from best
),
counted as (
  select step.step, step.event, count(reached.reached_at) as persons, quantile_disc(date_diff('second', left_at, reached_at), 0.5)::bigint as median_seconds
  from step left join reached using (step)
  group by step.step, step.event
),
final as (
  select
    step, event, persons,
    case when first_value(persons) over steps > 0 then round(100.0 * persons / first_value(persons) over steps, 2)::decimal(5,2) end as percent_of_first,
    case when lag(persons) over steps > 0 then round(100.0 * persons / lag(persons) over steps, 2)::decimal(5,2) end as percent_of_previous,
    median_seconds
  from counted
  window steps as (order by step)
  order by step
)
select * from final
