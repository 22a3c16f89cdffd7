-- name: coupons
-- title: zh 优惠券; en Coupons
-- about: zh 每发券方每币种一行：领取、核销、抵扣额及承担方; en A row per issuer and currency: coupons claimed and used, what they took off and who bears it. Claiming has no business date and counts on its day in UTC; using counts on the business date of the payment.
-- grain: issuer_merchant_id, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Coupons that the simulator claimed or gave
-- column issuer_merchant_id: public; varchar; id; zh 发券商户; en Merchant that issues them, null = the platform
-- column issuer: public; varchar; text; zh 发券方; en Its English name, else Chinese name, else the id; platform
-- column claimed: public; bigint; coupons; zh 领取; en Claimed by members or given to them; they have no currency and stand on the issuer's first row
-- column used: public; bigint; coupons; zh 核销; en Used by a paid order
-- column discount_minor: public; bigint; minor units; zh 抵扣额; en What they took off
-- column borne_by_platform_minor: public; bigint; minor units; zh 平台承担; en Of this, what the platform bears
-- column borne_by_merchants_minor: public; bigint; minor units; zh 商户承担; en Of this, what merchants bear
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts, XXX = none was used
with
template as (
  select template_id, issuer_merchant_id from ref('dim_coupon_template')
),
taken as (
  select template.issuer_merchant_id, count(*) as claimed
  from ref('fct_coupon') as coupon
  left join template on template.template_id = coupon.template_id
  where (coupon.claimed_at at time zone 'UTC')::date between $from and $to and ($simulated = 'include' or not coupon.is_simulated)
  group by all
),
used as (
  select
    template.issuer_merchant_id, cost.currency, count(distinct cost.coupon_id) as used, sum(cost.amount_minor)::bigint as discount_minor,
    coalesce(sum(cost.amount_minor) filter (cost.borne_by_merchant_id is null), 0)::bigint as borne_by_platform_minor
  from ref('fct_coupon_cost') as cost
  left join template on template.template_id = cost.template_id
  left join ref('fct_coupon') as coupon on coupon.coupon_id = cost.coupon_id
  where cost.business_date between $from and $to and ($currency is null or cost.currency = $currency) and ($simulated = 'include' or coupon.is_simulated is not true)
  group by all
),
joined as (
  select
    coalesce(used.issuer_merchant_id, taken.issuer_merchant_id) as issuer_merchant_id, coalesce(used.currency, 'XXX') as currency, taken.claimed,
    coalesce(used.used, 0) as used, coalesce(used.discount_minor, 0) as discount_minor, coalesce(used.borne_by_platform_minor, 0) as borne_by_platform_minor
  from used
  full join taken on taken.issuer_merchant_id is not distinct from used.issuer_merchant_id
),
final as (
  select
    joined.issuer_merchant_id,
    case when joined.issuer_merchant_id is null then 'platform' else coalesce(merchant.name_en, merchant.name_zh, joined.issuer_merchant_id) end as issuer,
    case when row_number() over (partition by joined.issuer_merchant_id order by joined.currency) = 1 then coalesce(joined.claimed, 0) else 0 end as claimed,
    joined.used, joined.discount_minor, joined.borne_by_platform_minor, joined.discount_minor - joined.borne_by_platform_minor as borne_by_merchants_minor, joined.currency
  from joined
  left join ref('dim_merchant') as merchant on merchant.merchant_id = joined.issuer_merchant_id
  order by joined.issuer_merchant_id nulls first, joined.currency
)
select * from final
