-- name: sources
-- title: zh 流量来源; en Sources of visits
-- about: zh 每个来源、媒介、推广活动一行，按访问数排; en A row per source, medium and campaign, by visits. The source of a visit is the campaign that brought it, else the site, else direct.
-- grain: source, medium, campaign
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param limit: integer 1..1000; default 100; zh 行数; en Most rows
-- param bots: exclude|include; default exclude; zh 爬虫; en Visits of robots
-- param simulated: include|exclude; default include; zh 模拟数据; en Visits that the simulator made
-- column source: public; varchar; none; zh 来源; en Source
-- column medium: public; varchar; none; zh 媒介; en Medium
-- column campaign: public; varchar; none; zh 推广活动; en Campaign, null = none
-- column visits: public; bigint; visits; zh 访问数; en Visits
-- column visitors: public; bigint; visitors; zh 访客数; en Distinct visitors; one who signed in counts as his member
-- column members: public; bigint; members; zh 会员数; en Distinct members among them
-- column page_views: public; bigint; page views; zh 浏览数; en Pages and screens shown
-- column bounces: public; bigint; visits; zh 跳出数; en Visits of one event
with
final as (
  select
    source, medium, campaign,
    count(*) as visits,
    count(distinct person_key) as visitors,
    count(distinct member_id) as members,
    sum(count_page_views)::bigint as page_views,
    count(*) filter (is_bounce) as bounces
  from ref('fct_session')
  where business_date between $from and $to and ($bots = 'include' or not is_bot) and ($simulated = 'include' or not is_simulated)
  group by source, medium, campaign
  order by visits desc, source, medium, campaign
  limit $limit
)
select * from final
