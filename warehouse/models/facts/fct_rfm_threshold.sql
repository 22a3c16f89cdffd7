-- Quintile bounds of recency, frequency and monetary value [RFM] per currency, stamped with the newest business date.
-- The clock is the data's own: as_of is the newest business date with a paid order, and the bounds come from the days before it,
-- so they hold for that whole day. Bounds are values that 20, 40, 60 and 80 percent of the buyers do not exceed.
-- grain: currency
-- not_null: currency, as_of
-- materialize: table
-- rerun_when: paid_date <> (select max(as_of) from this) or (is_left and paid_date is not null)
-- owner: data platform
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column as_of: public; day; zh 截止营业日; en Newest business date
-- column count_buyers: public; members; zh 买家数; en Buyers ranked
-- column recency_days_bounds: internal; days; zh 最近购买天数分位; en Bounds of days since the last paid order
-- column frequency_bounds: internal; orders; zh 购买次数分位; en Bounds of paid orders
-- column monetary_minor_bounds: internal; minor units; zh 消费金额分位; en Bounds of money spent
with paid as not materialized (
  select member_id, currency, amount_minor, paid_date from ref('fct_order') where is_paid
),
clock as (
  select max(paid_date) as as_of from paid
),
currencies as (
  select distinct currency from paid
),
buyer as (
  select
    paid.member_id, paid.currency,
    max(paid.paid_date) as last_paid_date,
    count(*) as frequency,
    sum(paid.amount_minor)::bigint as monetary_minor
  from paid, clock
  where paid.member_id is not null and paid.paid_date < clock.as_of
  group by all
),
ranked as (
  select
    buyer.currency,
    count(*) as count_buyers,
    quantile_disc((clock.as_of - last_paid_date)::bigint, [0.2, 0.4, 0.6, 0.8]) as recency_days_bounds,
    quantile_disc(frequency, [0.2, 0.4, 0.6, 0.8]) as frequency_bounds,
    quantile_disc(monetary_minor, [0.2, 0.4, 0.6, 0.8]) as monetary_minor_bounds
  from buyer, clock
  group by buyer.currency
)
select
  currencies.currency,
  clock.as_of,
  coalesce(ranked.count_buyers, 0)::bigint as count_buyers,
  ranked.recency_days_bounds,
  ranked.frequency_bounds,
  ranked.monetary_minor_bounds
from currencies
cross join clock
left join ranked using (currency)
