-- name: visits
-- title: zh 访问; en Visits
-- about: zh 每期访问、访客、会员、浏览、跳出; en A row per period with a visit: visits, visitors, members, page views, events, bounces and how long visits last. A visit ends after 30 quiet minutes, at midnight of the operator's zone, and when another campaign brings the visitor.
-- grain: period
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param grain: day|week|month; default day; zh 粒度（周从周一起）; en Length of a period, weeks starting on Monday
-- param bots: exclude|include; default exclude; zh 爬虫; en Visits of robots
-- param simulated: include|exclude; default include; zh 模拟数据; en Visits that the simulator made
-- column period: public; date; day; zh 期间首日; en First day of the period
-- column visits: public; bigint; visits; zh 访问数; en Visits
-- column visitors: public; bigint; visitors; zh 访客数; en Distinct visitors; one who signed in counts as his member
-- column members: public; bigint; members; zh 会员数; en Distinct members among them
-- column page_views: public; bigint; page views; zh 浏览数; en Pages and screens shown
-- column events: public; bigint; events; zh 事件数; en Events
-- column bounces: public; bigint; visits; zh 跳出数; en Visits of one event
-- column average_seconds: public; bigint; seconds; zh 平均时长; en Mean length of a visit, rounded half away from zero
with
visit as (
  select date_trunc($grain, business_date)::date as period, person_key, member_id, count_page_views, count_events, is_bounce, duration_seconds
  from ref('fct_session')
  where business_date between $from and $to and ($bots = 'include' or not is_bot) and ($simulated = 'include' or not is_simulated)
),
final as (
  select
    period,
    count(*) as visits,
    count(distinct person_key) as visitors,
    count(distinct member_id) as members,
    sum(count_page_views)::bigint as page_views,
    sum(count_events)::bigint as events,
    count(*) filter (is_bounce) as bounces,
    ((2 * sum(duration_seconds) + count(*)) // (2 * count(*)))::bigint as average_seconds
  from visit
  group by period
  order by period
)
select * from final
