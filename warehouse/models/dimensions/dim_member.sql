-- Members [会员] as they registered and as their information last changed. Contact data are keyed hashes.
-- grain: member_id
-- not_null: member_id
-- materialize: incremental by member_id
-- owner: data platform
-- column member_id: internal; id; zh 会员; en Member
-- column kind: public; none; zh 会员类型; en visitor, member or staff
-- column person_id: internal; id; zh 个人; en Person to whom he belongs, null = was never told
-- column level: public; none; zh 会员等级; en Level
-- column growth: public; points; zh 成长值; en Growth that counts, null = was never told
-- column is_real_name: public; yes/no; zh 是否实名; en The real name was verified
-- column is_blocked: public; yes/no; zh 是否封禁; en Kept out
-- column count_addresses: public; addresses; zh 收货地址数; en Addresses, null = was never told
-- column gender: personal; none; zh 性别; en Gender
-- column birth_year: personal; year; zh 出生年份; en Year of birth
-- column mobile_hash: personal; keyed hash; zh 手机号哈希; en Keyed hash of the mobile number
-- column email_hash: personal; keyed hash; zh 邮箱哈希; en Keyed hash of the e-mail address
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column registered_via: public; none; zh 注册渠道; en Registered via
-- column is_simulated: public; yes/no; zh 是否模拟; en Registered by the simulator
-- column updated_at: public; UTC; zh 更新时间; en Last changed at
with registered as (
  select
    member_id,
    arg_min({'kind': kind, 'mobile_hash': mobile_hash, 'via': registered_via, 'is_simulated': event_source = '/raillife/simulator'}, (registered_at, log_partition, log_offset)) as first,
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
    arg_max({'level': level, 'at': (updated_at, log_partition, log_offset)}, (updated_at, log_partition, log_offset)) filter (level is not null) as level,
    arg_max(address_count, (updated_at, log_partition, log_offset)) as address_count,
    max(updated_at) as updated_at
  from ref('stg_member__updated')
  group by member_id
),
told as (
  select
    member_id,
    arg_max(kind, (told_at, log_partition, log_offset)) as kind,
    arg_max({'level': level, 'at': (told_at, log_partition, log_offset)}, (told_at, log_partition, log_offset)) filter (level is not null) as level,
    arg_max(growth, (told_at, log_partition, log_offset)) as growth,
    arg_max(is_blocked, (told_at, log_partition, log_offset)) as is_blocked,
    arg_max({'person_id': person_id, 'at': told_at}, (told_at, log_partition, log_offset)) filter (person_id is not null) as named,
    max(told_at) as told_at
  from ref('stg_member__told')
  group by member_id
),
moved as (
  select member_id, arg_max({'person_id': person_id, 'at': moved_at}, (moved_at, log_partition, log_offset)) as newest
  from ref('fct_person_move')
  group by member_id
)
select
  member_id,
  coalesce(told.kind, registered.first.kind) as kind,
  case when told.named.person_id is null or moved.newest.at >= told.named.at then coalesce(moved.newest.person_id, told.named.person_id) else told.named.person_id end as person_id,
  case when updated.level is null or told.level.at > updated.level.at then told.level.level else updated.level.level end as level,
  told.growth,
  told.named is not null as is_real_name,
  coalesce(told.is_blocked, false) as is_blocked,
  updated.address_count as count_addresses,
  updated.gender,
  updated.birth_year,
  coalesce(updated.mobile_hash, registered.first.mobile_hash) as mobile_hash,
  updated.email_hash,
  registered.registered_at,
  registered.first.via as registered_via,
  coalesce(registered.first.is_simulated, false) as is_simulated,
  coalesce(greatest(updated.updated_at, told.told_at, moved.newest.at), registered.registered_at) as updated_at
from registered
full outer join updated using (member_id)
full outer join told using (member_id)
full outer join moved using (member_id)
