-- Visits [会话], a row each: from a visitor's first to his last event before 30 quiet minutes, midnight, or another campaign.
-- grain: visitor_id, session_id
-- not_null: visitor_id, session_id, started_at, business_date
-- materialize: incremental by visitor_id
-- owner: data platform
-- fresh_within: 1 minute
-- check: ends_after_it_starts: ended_at >= started_at and count_events > 0
-- column session_id: internal; id; zh 会话; en Visit
-- column visitor_id: internal; id; zh 访客; en Visitor
-- column member_id: internal; id; zh 会员; en Member, null = never identified
-- column person_key: internal; id; zh 去重访客; en Member, or the visitor where there is none: who counts once
-- column channel: public; none; zh 频道; en Channel
-- column source: public; none; zh 来源; en Campaign source, else the host that sent the visitor, else direct
-- column medium: public; none; zh 媒介; en Campaign medium, else referral or none
-- column campaign: public; none; zh 推广活动; en Campaign name
-- column referrer_host: public; none; zh 来源主机; en Host of the page before the first one
-- column entry_page: public; none; zh 着陆页; en First page
-- column exit_page: public; none; zh 退出页; en Last page
-- column count_events: public; events; zh 事件数; en Events
-- column count_page_views: public; page views; zh 浏览数; en Pages and screens
-- column duration_seconds: public; seconds; zh 时长; en From the first event to the last
-- column is_bounce: public; yes/no; zh 是否跳出; en One event and no more
-- column is_bot: public; yes/no; zh 是否爬虫; en The client calls itself a robot
-- column is_simulated: public; yes/no; zh 是否模拟; en Told by the simulator
-- column business_date: public; day; zh 营业日; en Business date
-- column started_at: public; UTC; zh 开始时间; en First event at
-- column ended_at: public; UTC; zh 结束时间; en Last event at
with event as not materialized (
  select * from ref('fct_event')
),
visit as (
  select
    visitor_id,
    session_id,
    arg_max(member_id, (happened_at, log_partition, log_offset)) as member_id,
    arg_min(channel, (happened_at, log_partition, log_offset)) as channel,
    -- arg_min and arg_max pass over nulls: the first campaign that is told, the first page, the last page
    arg_min({'source': utm_source, 'medium': utm_medium, 'name': utm_campaign}, (happened_at, log_partition, log_offset)) filter (coalesce(utm_source, utm_medium, utm_campaign) is not null) as campaign,
    arg_min(referrer_host, (happened_at, log_partition, log_offset)) as referrer_host,
    arg_min(page, (happened_at, log_partition, log_offset)) as entry_page,
    arg_max(page, (happened_at, log_partition, log_offset)) as exit_page,
    count(*) as count_events,
    count(*) filter (kind <> 'track') as count_page_views,
    bool_or(is_bot) as is_bot,
    bool_and(is_simulated) as is_simulated,
    any_value(business_date) as business_date,
    min(happened_at) as started_at,
    max(happened_at) as ended_at
  from event
  where session_id is not null
  group by visitor_id, session_id
)
select
  session_id,
  visitor_id,
  member_id,
  coalesce(member_id, visitor_id) as person_key,
  channel,
  coalesce(campaign.source, referrer_host, 'direct') as source,
  coalesce(campaign.medium, case when campaign is null and referrer_host is not null then 'referral' end, 'none') as medium,
  campaign.name as campaign,
  referrer_host,
  entry_page,
  exit_page,
  count_events,
  count_page_views,
  date_diff('second', started_at, ended_at) as duration_seconds,
  count_events = 1 as is_bounce,
  is_bot,
  is_simulated,
  business_date,
  started_at,
  ended_at
from visit
