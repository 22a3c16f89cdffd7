-- What visitors did [行为事件], a row per event, with the member behind the visitor and the session that it belongs to.
-- Member: whom the event itself names; else the first one that this visitor was identified as at or after it, so that what came before signing in counts
-- too; else the last one before it. Session [会话]: a visitor's behaviour until 30 minutes pass without any, the business date changes, or another
-- campaign brings him. Identifying, profiles, groups and items belong to no session.
-- grain: visitor_id, event_source, event_id
-- not_null: visitor_id, kind, event, happened_at, business_date
-- materialize: incremental by visitor_id
-- owner: data platform
-- fresh_within: 1 minute
-- check: kind_is_known: kind in ('track', 'page', 'screen', 'identify', 'signup', 'alias', 'profile', 'group', 'item')
-- check: behaviour_has_a_session: (session_id is not null) = (kind in ('track', 'page', 'screen'))
-- column visitor_id: internal; id; zh 访客; en Visitor, as the client names him before he signs in
-- column member_id: internal; id; zh 会员; en Member, null = never identified
-- column person_key: internal; id; zh 去重访客; en Member, or the visitor where there is none: who counts once
-- column session_id: internal; id; zh 会话; en Session, null = no behaviour
-- column kind: public; none; zh 类别; en track, page, screen, identify, signup, alias, profile, group or item
-- column event: public; none; zh 事件; en Name in one spelling: lower case, words joined by underscores
-- column event_name: public; none; zh 事件原名; en Name as the client spelt it
-- column protocol: public; none; zh 协议; en segment, sensors, or catalogue for a typed event
-- column operation: public; none; zh 操作; en The API's own word for the call
-- column channel: public; none; zh 频道; en Channel
-- column library: public; none; zh 客户端库; en Client library and version
-- column merchant_id: public; id; zh 商户; en Merchant that it is about
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column page: public; none; zh 页面; en Path of the page
-- column referrer_host: public; none; zh 来源主机; en Host of the page before
-- column utm_source: public; none; zh 推广来源; en Campaign source
-- column utm_medium: public; none; zh 推广媒介; en Campaign medium
-- column utm_campaign: public; none; zh 推广活动; en Campaign name
-- column utm_term: public; none; zh 推广关键词; en Campaign term
-- column utm_content: public; none; zh 推广内容; en Campaign content
-- column properties: internal; none; zh 事件属性; en What the client told of it, JSON; personal values are keyed hashes
-- column traits: personal; none; zh 用户属性; en What the client told of the person, JSON; personal values are keyed hashes
-- column is_planned: public; yes/no; zh 是否在埋点方案内; en The tracking plan has it with all of its properties
-- column unplanned: public; none; zh 方案外属性; en Properties that the plan does not have, separated by commas
-- column is_bot: public; yes/no; zh 是否爬虫; en The client calls itself a robot
-- column is_simulated: public; yes/no; zh 是否模拟; en Told by the simulator
-- column skew_minutes: public; minutes; zh 时钟偏差; en By how much the client's clock was ahead; the time is corrected by it
-- column business_date: public; day; zh 营业日; en Business date
-- column happened_at: public; UTC; zh 发生时间; en Happened at
-- column logged_at: public; UTC; zh 接收时间; en Taken into the log at
-- column event_source: internal; id; zh 事件来源; en Source of the event
-- column event_id: internal; id; zh 事件; en Id within its source
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
with told as not materialized (
  select * from ref('stg_visitor__told')
),
-- what members and visits are told by, read once
slim as materialized (
  select visitor_id, log_partition, log_offset, happened_at, business_date, kind, member_id, nullif(concat_ws(' ', utm_source, utm_medium, utm_campaign, utm_term, utm_content), '') as campaign
  from told
),
known as (
  select
    visitor_id, log_partition, log_offset, happened_at,
    -- an id that is visitor and member at once may still turn out to be another member's former id
    nullif(member_id, visitor_id) as named, member_id, true as is_event
  from slim
  union all
  select visitor_id, log_partition, log_offset, identified_at, member_id, null, false
  from ref('fct_identification')
),
looked as (
  select
    visitor_id, log_partition, log_offset, is_event,
    coalesce(
      named,
      first_value(named ignore nulls) over (partition by visitor_id order by happened_at, log_partition, log_offset, is_event rows between current row and unbounded following),
      last_value(named ignore nulls) over (partition by visitor_id order by happened_at, log_partition, log_offset, is_event rows between unbounded preceding and current row),
      member_id
    ) as member_id
  from known
),
who as (
  select visitor_id, log_partition, log_offset, member_id from looked where is_event
),
behaviour as (
  select
    visitor_id, log_partition, log_offset, happened_at, campaign,
    coalesce(
      happened_at - lag(happened_at) over visits > interval 30 minutes or business_date <> lag(business_date) over visits,
      true
    ) as is_apart
  from slim
  where kind in ('track', 'page', 'screen')
  window visits as (partition by visitor_id order by happened_at, log_partition, log_offset)
),
stretch as (
  select *, sum(is_apart::integer) over (partition by visitor_id order by happened_at, log_partition, log_offset) as stretch
  from behaviour
),
turned as (
  select
    *,
    is_apart or (campaign is not null and campaign is distinct from last_value(campaign ignore nulls) over (
      partition by visitor_id, stretch order by happened_at, log_partition, log_offset rows between unbounded preceding and 1 preceding
    )) as is_start
  from stretch
),
numbered as (
  select *, sum(is_start::integer) over (partition by visitor_id order by happened_at, log_partition, log_offset) as session_no
  from turned
),
session as (
  select
    visitor_id, log_partition, log_offset,
    first_value(concat(visitor_id, '/', log_partition, '-', log_offset)) over (partition by visitor_id, session_no order by happened_at, log_partition, log_offset) as session_id
  from numbered
)
select
  told.visitor_id,
  who.member_id,
  coalesce(who.member_id, told.visitor_id) as person_key,
  session.session_id,
  told.kind,
  lower(translate(told.event_name, ' .-', '___')) as event,
  told.event_name,
  told.protocol,
  told.operation,
  told.channel,
  told.library,
  coalesce(told.merchant_id, told.properties ->> '$.merchant_id') as merchant_id,
  coalesce(told.circle_id, try_cast(told.properties ->> '$.circle_id' as bigint)) as circle_id,
  coalesce(told.format, told.properties ->> '$.format') as format,
  told.page,
  told.referrer_host,
  told.utm_source,
  told.utm_medium,
  told.utm_campaign,
  told.utm_term,
  told.utm_content,
  told.properties,
  told.traits,
  told.is_planned,
  array_to_string(told.unplanned, ',') as unplanned,
  told.is_bot,
  told.event_source = '/raillife/simulator' as is_simulated,
  told.skew_minutes,
  told.business_date,
  told.happened_at,
  told.logged_at,
  told.event_source,
  told.event_id,
  told.log_partition,
  told.log_offset
from told
join who using (visitor_id, log_partition, log_offset)
left join session using (visitor_id, log_partition, log_offset)
