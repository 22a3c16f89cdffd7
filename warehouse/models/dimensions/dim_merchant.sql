-- Merchants [商户] as they registered and as their information last changed.
-- grain: merchant_id
-- not_null: merchant_id
-- materialize: incremental by merchant_id
-- owner: data platform
-- column merchant_id: public; id; zh 商户; en Merchant
-- column name_zh: public; none; zh 中文名称; en Name in Chinese
-- column name_en: public; none; zh 英文名称; en Name in English
-- column format: public; none; zh 业态; en Business format
-- column kind: public; none; zh 商户类型; en self-operated (in all circles) or onboarded, null = was never told
-- column state: public; none; zh 状态; en active or deregistered
-- column circle_ids: public; ids; zh 商圈（逗号分隔，-1 为自营）; en Circles, separated by commas, -1 = self-operated
-- column registered_at: public; UTC; zh 注册时间; en Registered at
-- column deregistered_at: public; UTC; zh 注销时间; en Left the platform at, null = did not
-- column is_simulated: public; yes/no; zh 是否模拟; en Registered by the simulator
-- column updated_at: public; UTC; zh 更新时间; en Last changed at
with said as (
  select merchant_id, name_zh, name_en, format, circle_ids, registered_at as said_at, registered_at, event_source = '/raillife/simulator' as is_simulated, log_partition, log_offset
  from ref('stg_merchant__registered')
  union all
  select merchant_id, name_zh, name_en, format, circle_ids, changed_at, null, null, log_partition, log_offset
  from ref('stg_merchant__info_changed')
),
described as (
  select
    merchant_id,
    -- arg_max passes over nulls: each field's newest known value
    arg_max(name_zh, (said_at, log_partition, log_offset)) as name_zh,
    arg_max(name_en, (said_at, log_partition, log_offset)) as name_en,
    arg_max(format, (said_at, log_partition, log_offset)) as format,
    arg_max(circle_ids, (said_at, log_partition, log_offset)) as circle_ids,
    min(registered_at) as registered_at,
    arg_min(is_simulated, (registered_at, log_partition, log_offset)) as is_simulated,
    max(said_at) as updated_at
  from said
  group by merchant_id
),
gone as (
  select merchant_id, min(deregistered_at) as deregistered_at
  from ref('stg_merchant__deregistered')
  group by merchant_id
)
select
  merchant_id,
  described.name_zh,
  described.name_en,
  described.format,
  case when described.circle_ids is not null then
    case when list_contains(described.circle_ids, -1) then 'self-operated' else 'onboarded' end
  end as kind,
  case when gone.deregistered_at is null then 'active' else 'deregistered' end as state,
  array_to_string(described.circle_ids, ',') as circle_ids,
  described.registered_at,
  gone.deregistered_at,
  coalesce(described.is_simulated, false) as is_simulated,
  greatest(described.updated_at, gone.deregistered_at) as updated_at
from described
full outer join gone using (merchant_id)
