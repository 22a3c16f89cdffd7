-- Moments at which a visitor [访客] turned out to be a member: identify and alias of Segment, track_signup of Sensors. A row for the visitor, and one
-- for the member's own id, which later events may carry as the visitor's.
-- grain: log_partition, log_offset, visitor_id
-- not_null: visitor_id, member_id, identified_at
-- materialize: incremental append
-- owner: data platform
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
-- column visitor_id: internal; id; zh 访客; en Visitor, as the client names him
-- column member_id: internal; id; zh 会员; en Member that he is
-- column identified_at: public; UTC; zh 识别时间; en When it was told
select
  log_partition,
  log_offset,
  unnest(list_distinct([visitor_id, member_id])) as visitor_id,
  member_id,
  happened_at as identified_at
from ref('stg_visitor__told')
where kind in ('identify', 'signup', 'alias') and member_id is not null
