-- name: visit-hours
-- title: zh 访问时段; en Visits by weekday and hour
-- about: zh 每个星期几每小时一行：开始的访问数与访客数; en A row per weekday and hour of the day in which visits began: when people come. Hours are those of the operator's clocks, said by their distance from UTC; from and to are business dates of the visits.
-- grain: weekday, hour
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param utc_offset_minutes: integer -840..840; default 480; zh 时钟与 UTC 的差（分钟）; en Minutes by which the operator's clocks are ahead of UTC
-- param bots: exclude|include; default exclude; zh 爬虫; en Visits of robots
-- param simulated: include|exclude; default include; zh 模拟数据; en Visits that the simulator made
-- column weekday: public; bigint; none; zh 星期（1 为周一）; en Day of the week, 1 = Monday
-- column hour: public; bigint; hour; zh 小时（0 至 23）; en Hour of the day, 0 to 23
-- column visits: public; bigint; visits; zh 访问数; en Visits that began in it
-- column visitors: public; bigint; visitors; zh 访客数; en Distinct visitors; one who signed in counts as his member
with
visit as (
  select person_key, (started_at at time zone 'UTC') + to_minutes($utc_offset_minutes) as began
  from ref('fct_session')
  where business_date between $from and $to and ($bots = 'include' or not is_bot) and ($simulated = 'include' or not is_simulated)
),
final as (
  select isodow(began) as weekday, hour(began) as hour, count(*) as visits, count(distinct person_key) as visitors
  from visit
  group by all
  order by weekday, hour
)
select * from final
