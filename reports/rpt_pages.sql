-- name: pages
-- title: zh 页面; en Pages
-- about: zh 每个页面一行，按浏览数排; en A row per page or screen, by views: how often it was shown, to how many, how often a visit began and ended there, and how long it stayed in view until the next page.
-- grain: page
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param limit: integer 1..1000; default 100; zh 行数; en Most rows
-- param bots: exclude|include; default exclude; zh 爬虫; en Views of robots
-- param simulated: include|exclude; default include; zh 模拟数据; en Views that the simulator made
-- column page: public; varchar; none; zh 页面; en Path of the page, or the name that the client gives it
-- column title: public; varchar; none; zh 标题; en Newest title
-- column views: public; bigint; page views; zh 浏览数; en Views
-- column visitors: public; bigint; visitors; zh 访客数; en Distinct visitors; one who signed in counts as his member
-- column entries: public; bigint; visits; zh 着陆数; en Visits that began there
-- column exits: public; bigint; visits; zh 退出数; en Visits that ended there
-- column median_seconds: public; bigint; seconds; zh 停留中位数; en Median time until the next page, null when nobody went on
with
final as (
  select
    page,
    arg_max(title, viewed_at) as title,
    count(*) as views,
    count(distinct person_key) as visitors,
    count(*) filter (is_entry) as entries,
    count(*) filter (is_exit) as exits,
    quantile_disc(dwell_seconds, 0.5)::bigint as median_seconds
  from ref('fct_page_view')
  where business_date between $from and $to and ($bots = 'include' or not is_bot) and ($simulated = 'include' or not is_simulated)
  group by page
  order by views desc, page
  limit $limit
)
select * from final
