-- Corrections of books and stock [调整], a row per line; in no sales figure. Signed: a write-off has a negative quantity.
-- grain: adjustment_id, line_no
-- not_null: adjustment_id, line_no, kind, product_id, quantity, amount_minor, currency, adjusted_at, business_date
-- materialize: incremental by adjustment_id
-- owner: data platform
-- check: kind_is_known: kind in ('adjustment', 'write-off')
-- column adjustment_id: public; id; zh 调整单号; en Adjustment
-- column line_no: public; number; zh 行号; en Line number, from 1
-- column kind: public; none; zh 类型; en adjustment (money) or write-off (stock)
-- column merchant_id: public; id; zh 商户; en Merchant
-- column circle_id: public; id; zh 商圈（-1 为自营）; en Circle, -1 = self-operated
-- column format: public; none; zh 业态; en Business format
-- column product_id: public; id; zh 商品; en Product
-- column quantity: public; pieces; zh 数量; en Quantity, signed
-- column amount_minor: public; minor units; zh 金额; en Amount, signed
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column note: internal; none; zh 备注; en Note
-- column adjusted_at: public; UTC; zh 调整时间; en Adjusted at
-- column business_date: public; day; zh 营业日; en Business date
with booked as (
  select
    *,
    len(list_distinct(list_transform(lines, lambda line: line.line_no))) = len(lines) as is_numbered
  from ref('stg_adjustment__booked')
  qualify row_number() over (partition by adjustment_id order by adjusted_at, log_partition, log_offset) = 1
),
line as (
  select booked.* exclude (lines), unnest(lines) as item, generate_subscripts(lines, 1)::integer as position
  from booked
)
select
  adjustment_id,
  case when is_numbered then item.line_no else position end as line_no,
  kind,
  merchant_id,
  circle_id,
  format,
  item.product_id as product_id,
  item.quantity as quantity,
  item.amount_minor as amount_minor,
  currency,
  item.note as note,
  adjusted_at,
  business_date
from line
