-- Coupons of members [会员优惠券], a row each, as they stand.
-- grain: coupon_id
-- not_null: coupon_id, state
-- materialize: incremental by coupon_id
-- owner: data platform
-- check: state_is_known: state in ('held', 'redeemed', 'reissued', 'lapsed')
-- column coupon_id: public; id; zh 优惠券; en Coupon
-- column template_id: public; id; zh 券模板; en Template
-- column member_id: internal; id; zh 会员; en Member
-- column is_claimed: public; yes/no; zh 是否自领; en Taken by the member himself, else given
-- column reason: public; none; zh 发放原因; en What it was given for, null when claimed
-- column state: public; none; zh 状态; en held (usable while it runs), redeemed, reissued (another took its place) or lapsed
-- column order_id: public; id; zh 核销订单; en Order that used it, null = unused or come back
-- column redeemed_minor: public; minor units; zh 抵扣金额; en What it took off there
-- column currency: public; ISO 4217; zh 币种; en Currency of it
-- column count_returns: public; times; zh 退回次数; en Times that it came back from an order
-- column claimed_at: public; UTC; zh 领取时间; en Claimed or given at
-- column redeemed_at: public; UTC; zh 核销时间; en Used at, null = unused or come back
-- column is_simulated: public; yes/no; zh 是否模拟; en Claimed or given by the simulator
with moved as (
  select * from ref('stg_coupon__moved')
),
stood as (
  select
    coupon_id,
    arg_max(type, (moved_at, log_partition, log_offset)) as newest,
    arg_max({'order_id': order_id, 'amount': amount_minor, 'currency': currency, 'at': moved_at}, (moved_at, log_partition, log_offset))
      filter (type = 'raillife.coupon.redeemed.v1') as use,
    min({'at': moved_at, 'type': type, 'reason': reason, 'is_simulated': event_source = '/raillife/simulator'}) filter (type in ('raillife.coupon.claimed.v1', 'raillife.coupon.issued.v1')) as begun,
    count(*) filter (type in ('raillife.coupon.returned.v1', 'raillife.coupon.reissued.v1')) as count_returns,
    min(template_id) as template_id,
    min(member_id) as member_id
  from moved
  group by coupon_id
)
select
  coupon_id,
  template_id,
  member_id,
  begun.type = 'raillife.coupon.claimed.v1' as is_claimed,
  begun.reason as reason,
  case newest
    when 'raillife.coupon.redeemed.v1' then 'redeemed'
    when 'raillife.coupon.reissued.v1' then 'reissued'
    when 'raillife.coupon.lapsed.v1' then 'lapsed'
    else 'held'
  end as state,
  case when newest = 'raillife.coupon.redeemed.v1' then use.order_id end as order_id,
  case when newest = 'raillife.coupon.redeemed.v1' then use.amount end as redeemed_minor,
  case when newest = 'raillife.coupon.redeemed.v1' then use.currency end as currency,
  count_returns,
  begun.at as claimed_at,
  case when newest = 'raillife.coupon.redeemed.v1' then use.at end as redeemed_at,
  coalesce(begun.is_simulated, false) as is_simulated
from stood
