-- The first placing of each order: a producer that repeats itself under a new event id does not make a second order.
-- grain: order_id
-- not_null: order_id, placed_at
-- materialize: view
-- owner: data platform
with repeated as (
  -- narrow and rarely more than empty: the payload is parsed for none of these rows
  select order_id, min({'at': placed_at, 'log_partition': log_partition, 'log_offset': log_offset}) as first
  from ref('stg_order__placed')
  group by order_id
  having count(*) > 1
)
select placed.*
from ref('stg_order__placed') placed
left join repeated using (order_id)
where repeated.first is null
  or (repeated.first.log_partition = placed.log_partition and repeated.first.log_offset = placed.log_offset)
