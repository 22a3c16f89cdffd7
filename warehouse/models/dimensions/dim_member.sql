-- Members [会员] as they registered and as their information last changed. Contact data are keyed hashes.
-- grain: member_id
-- not_null: member_id
-- materialize: incremental by member_id
-- owner: data platform
-- column member_id: internal; id; zh 会员; en Member
-- column kind: public; none; zh 会员类型; en visitor, member or staff
-- column level: public; none; zh 会员等级; en Level
-- column gender: personal; none; zh 性别; en Gender
-- column birth_year: personal; year; zh 出生年份; en Year of birth
-- column mobile_hash: personal; keyed hash; zh 手机号哈希; en Keyed hash of the mobile number
-- column email_hash: personal; keyed hash; zh 邮箱哈希; en Keyed hash of the e-mail address
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column registered_via: public; none; zh 注册渠道; en Registered via
-- column updated_at: public; UTC; zh 更新时间; en Last changed at
with registered as (
  select
    member_id,
    arg_min({'kind': kind, 'mobile_hash': mobile_hash, 'via': registered_via}, (registered_at, log_partition, log_offset)) as first,
    min(registered_at) as registered_at
  from ref('stg_member__registered')
  group by member_id
),
updated as (
  select
    member_id,
    -- arg_max passes over nulls: each field's newest known value
    arg_max(mobile_hash, (updated_at, log_partition, log_offset)) as mobile_hash,
    arg_max(email_hash, (updated_at, log_partition, log_offset)) as email_hash,
    arg_max(gender, (updated_at, log_partition, log_offset)) as gender,
    arg_max(birth_year, (updated_at, log_partition, log_offset)) as birth_year,
    arg_max(level, (updated_at, log_partition, log_offset)) as level,
    max(updated_at) as updated_at
  from ref('stg_member__updated')
  group by member_id
)
select
  member_id,
  registered.first.kind as kind,
  updated.level,
  updated.gender,
  updated.birth_year,
  coalesce(updated.mobile_hash, registered.first.mobile_hash) as mobile_hash,
  updated.email_hash,
  registered.registered_at,
  registered.first.via as registered_via,
  coalesce(updated.updated_at, registered.registered_at) as updated_at
from registered
full outer join updated using (member_id)
