-- name: rfm
-- title: zh RFM 分群; en RFM segments
-- about: zh 会员按最近、频次、金额五分位分格计数; en Members by quintile of recency, frequency and money, as the user library last computed them. from and to keep the members whose last paid order lies between them.
-- grain: recency, frequency, currency
-- param from: date; default 0001-01-01; zh 最近订单起始营业日（含）; en First business date of the last order, included
-- param to: date; default 9999-12-31; zh 最近订单截止营业日（含）; en Last business date of the last order, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Members that the simulator registered; the bounds of the quintiles come from all
-- column segment: public; varchar; code; zh 分群; en champion, loyal, new, promising, at-risk or lost
-- column recency: public; bigint; quintile; zh 最近分（5 最近）; en Recency quintile, 5 = most recent
-- column frequency: public; bigint; quintile; zh 频次分（5 最多）; en Frequency quintile, 5 = most orders
-- column members: public; bigint; members; zh 会员数; en Members in the cell
-- column orders: public; bigint; orders; zh 订单数; en Their paid orders
-- column gross_minor: public; bigint; minor units; zh 销售额; en Their gross
-- column average_gross_minor: public; bigint; minor units; zh 人均销售额; en Gross per member, rounded half away from zero
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts
with
member as (
  select
    recency_quintile::bigint as recency, frequency_quintile::bigint as frequency, frequency as orders, monetary_minor, currency
  from ref('subject_user')
  where recency_quintile is not null and last_order_date between $from and $to and ($currency is null or currency = $currency) and ($simulated = 'include' or not is_simulated)
),
cell as (
  select recency, frequency, currency, count(*) as members, sum(orders)::bigint as orders, sum(monetary_minor)::bigint as gross_minor
  from member
  group by all
),
final as (
  select
    case
      when recency >= 4 and frequency >= 4 then 'champion'
      when recency >= 3 and frequency >= 3 then 'loyal'
      when recency >= 4 then 'new'
      when recency = 3 then 'promising'
      when frequency >= 3 then 'at-risk'
      else 'lost'
    end as segment,
    recency, frequency, members, orders, gross_minor,
    (2 * gross_minor + members) // (2 * members) as average_gross_minor,
    currency
  from cell
  order by currency, recency desc, frequency desc
)
select * from final
