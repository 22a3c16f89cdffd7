-- Products [商品] as they were last saved, priced and listed.
-- grain: product_id
-- not_null: product_id, updated_at
-- materialize: incremental by product_id
-- owner: data platform
-- column product_id: public; id; zh 商品; en Product
-- column merchant_id: public; id; zh 商户; en Merchant
-- column name_zh: public; none; zh 中文名称; en Name in Chinese
-- column name_en: public; none; zh 英文名称; en Name in English
-- column category: public; none; zh 类目; en Category
-- column unit_price: public; major units; zh 标价; en List price
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column is_listed: public; yes/no; zh 是否上架; en Can be bought, null when never said
-- column audit_state: public; none; zh 审核状态; en passed or rejected, null when never said
-- column is_composite: public; yes/no; zh 是否综合商品; en Made of other products
-- column composite_value_minor: public; minor units; zh 组成价值; en What its parts cost alone, null = it is not made of others
-- column created_at: public; UTC; zh 创建时间; en First saved at
-- column updated_at: public; UTC; zh 更新时间; en Last changed at
with saved as (
  select
    product_id,
    arg_max({'merchant_id': merchant_id, 'zh': name_zh, 'en': name_en, 'category': category}, (saved_at, log_partition, log_offset)) as newest,
    min(saved_at) as created_at,
    max(saved_at) as saved_at
  from ref('stg_product__saved')
  group by product_id
),
priced as (
  select
    product_id,
    arg_max({'unit_price': unit_price, 'currency': currency}, (said_at, log_partition, log_offset)) as newest,
    max(said_at) as priced_at
  from (
    select product_id, unit_price, currency, saved_at as said_at, log_partition, log_offset from ref('stg_product__saved')
    union all
    select product_id, new_unit_price, currency, changed_at, log_partition, log_offset from ref('stg_price__changed')
  )
  where unit_price is not null
  group by product_id
),
listed as (
  select
    product_id,
    arg_max(is_listed, (said_at, log_partition, log_offset)) as is_listed,
    max(said_at) as listed_at
  from (
    select product_id, true as is_listed, listed_at as said_at, log_partition, log_offset from ref('stg_product__listed')
    union all
    select product_id, false, delisted_at, log_partition, log_offset from ref('stg_product__delisted')
  )
  group by product_id
),
audited as (
  select
    product_id,
    arg_max(state, (said_at, log_partition, log_offset)) as state,
    max(said_at) as audited_at
  from (
    select product_id, 'passed' as state, passed_at as said_at, log_partition, log_offset from ref('stg_product_audit__passed')
    union all
    select product_id, 'rejected', rejected_at, log_partition, log_offset from ref('stg_product_audit__rejected')
  )
  group by product_id
),
made as (
  select product_id, arg_max(value_minor, (saved_at, log_partition, log_offset)) as value_minor, max(saved_at) as made_at
  from ref('stg_composite__saved')
  group by product_id
)
select
  product_id,
  saved.newest.merchant_id as merchant_id,
  saved.newest.zh as name_zh,
  saved.newest.en as name_en,
  saved.newest.category as category,
  priced.newest.unit_price as unit_price,
  priced.newest.currency as currency,
  listed.is_listed,
  audited.state as audit_state,
  made.made_at is not null as is_composite,
  made.value_minor as composite_value_minor,
  saved.created_at,
  greatest(saved.saved_at, priced.priced_at, listed.listed_at, audited.audited_at, made.made_at) as updated_at
from saved
full outer join priced using (product_id)
full outer join listed using (product_id)
full outer join audited using (product_id)
full outer join made using (product_id)
