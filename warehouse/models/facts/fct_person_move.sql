-- Members that came to belong to another person [单一个人]: by a merge, or back by its undoing. A row per member that moved.
-- grain: log_partition, log_offset, member_id
-- not_null: member_id, person_id, moved_at
-- materialize: incremental append
-- owner: data platform
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
-- column member_id: internal; id; zh 会员; en Member
-- column person_id: internal; id; zh 个人; en Person to whom he belongs from then on
-- column moved_at: public; UTC; zh 变更时间; en Moved at
select
  log_partition,
  log_offset,
  unnest(list_distinct(member_ids)) as member_id,
  person_id,
  moved_at
from ref('stg_member_identity__moved')
