-- The first full payment of each order: a producer that repeats itself under a new event id does not pay twice.
-- grain: order_id
-- not_null: order_id, paid_at
-- materialize: view
-- owner: data platform
with repeated as (
  select order_id, min({'at': paid_at, 'log_partition': log_partition, 'log_offset': log_offset}) as first
  from ref('stg_order__paid')
  group by order_id
  having count(*) > 1
)
select paid.*
from ref('stg_order__paid') paid
left join repeated using (order_id)
where repeated.first is null
  or (repeated.first.log_partition = paid.log_partition and repeated.first.log_offset = paid.log_offset)
