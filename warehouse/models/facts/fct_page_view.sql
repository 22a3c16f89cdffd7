-- Pages and screens shown [页面浏览], a row per view, in the order of the visit.
-- grain: visitor_id, event_source, event_id
-- not_null: visitor_id, session_id, page, viewed_at, position
-- materialize: incremental by visitor_id
-- owner: data platform
-- fresh_within: 1 minute
-- column visitor_id: internal; id; zh 访客; en Visitor
-- column member_id: internal; id; zh 会员; en Member, null = never identified
-- column person_key: internal; id; zh 去重访客; en Member, or the visitor where there is none
-- column session_id: internal; id; zh 会话; en Visit
-- column page: public; none; zh 页面; en Path of the page, or the name that the client gives it
-- column title: public; none; zh 标题; en Title
-- column referrer_host: public; none; zh 来源主机; en Host of the page before
-- column channel: public; none; zh 频道; en Channel
-- column position: public; none; zh 顺序; en Place within the visit, from 1
-- column is_entry: public; yes/no; zh 是否着陆; en First page of the visit
-- column is_exit: public; yes/no; zh 是否退出; en Last page of the visit
-- column dwell_seconds: public; seconds; zh 停留; en Until the next page of the visit, null for its last
-- column is_bot: public; yes/no; zh 是否爬虫; en The client calls itself a robot
-- column is_simulated: public; yes/no; zh 是否模拟; en Told by the simulator
-- column business_date: public; day; zh 营业日; en Business date
-- column viewed_at: public; UTC; zh 浏览时间; en Shown at
-- column event_source: internal; id; zh 事件来源; en Source of the event
-- column event_id: internal; id; zh 事件; en Id within its source
select
  visitor_id,
  member_id,
  person_key,
  session_id,
  coalesce(page, event_name) as page,
  coalesce(properties ->> '$.title', properties ->> '$."$title"') as title,
  referrer_host,
  channel,
  row_number() over views as position,
  row_number() over views = 1 as is_entry,
  lead(happened_at) over views is null as is_exit,
  date_diff('second', happened_at, lead(happened_at) over views) as dwell_seconds,
  is_bot,
  is_simulated,
  business_date,
  happened_at as viewed_at,
  event_source,
  event_id
from ref('fct_event')
where kind in ('page', 'screen')
window views as (partition by visitor_id, session_id order by happened_at, log_partition, log_offset)
