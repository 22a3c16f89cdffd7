-- The independent calculation: straight from the CSV files, sharing nothing with the importer or the models.
with raw as (
  select
    "InvoiceNo" as invoice,
    cast("Quantity" as integer) as quantity,
    cast("UnitPrice" as decimal(18, 4)) as unit_price,
    cast("InvoiceDate" as timestamp) as local_time,
    nullif(regexp_replace("CustomerID", '\.0$', ''), '') as customer
  from read_csv($folder, header = true, all_varchar = true)
),
invoice as (
  select
    invoice,
    case
      when invoice like 'C%' then 'refund'
      when invoice like 'A%' then 'adjustment'
      when bool_and(quantity < 0 and unit_price = 0) then 'write-off'
      else 'order'
    end as kind,
    cast(min(local_time) as date) as day,
    max(customer) as customer,
    -- A line is rounded to pence by itself, half away from zero; round() of a decimal does that.
    sum(round(cast(quantity * unit_price as decimal(30, 4)), 2)) as amount
  from raw
  group by invoice
)
select
  day,
  cast(count(*) filter (kind = 'order') as bigint) as orders,
  cast(count(distinct customer) filter (kind = 'order') as bigint) as buyers,
  cast(coalesce(sum(amount) filter (kind = 'order'), 0) * 100 as bigint) as gross_minor,
  cast(coalesce(-sum(amount) filter (kind = 'refund'), 0) * 100 as bigint) as refunds_minor,
  cast(count(*) filter (kind = 'refund') as bigint) as credit_notes,
  cast(count(*) filter (kind = 'write-off') as bigint) as write_offs,
  cast(coalesce(sum(amount) filter (kind = 'adjustment'), 0) * 100 as bigint) as adjustments_minor
from invoice
group by day
order by day
