-- What is told of orders once, under the name by which they were placed: how the price came about, and where the buyer came from.
-- A row only where something was told. An order that was split has a row per child: its own share of the price, the parent's source.
-- grain: root_order_id, order_id
-- not_null: root_order_id, order_id
-- materialize: incremental by root_order_id
-- owner: data platform
-- column root_order_id: public; id; zh 下单号（拆单前）; en What was placed and paid as one
-- column order_id: public; id; zh 订单号; en Order
-- column goods_minor: public; minor units; zh 商品原价; en Goods before discounts
-- column promotion_minor: public; minor units; zh 活动优惠; en Taken off by promotions
-- column coupon_minor: public; minor units; zh 优惠券抵扣; en Taken off by coupons
-- column member_discount_minor: public; minor units; zh 会员优惠; en Taken off by the member's level
-- column points_minor: public; minor units; zh 积分抵扣; en Taken off by points
-- column points_used: public; points; zh 使用积分; en Points used for it
-- column payable_minor: public; minor units; zh 应付金额; en Goods and freight less discounts
-- column source_channel: public; none; zh 来源频道; en h5, app, mini-program, official-account or pc
-- column source_path: public; none; zh 访问路径; en Pages from browsing to submitting, separated by ' > '
-- column source_website: public; none; zh 来源网站; en Host of the site that sent the buyer
-- column source_keyword: internal; none; zh 搜索词; en What was searched for
-- column source_referrer_host: public; none; zh 来源主机; en Referring host
with orders as not materialized (
  select root_order_id, order_id from ref('fct_order')
),
-- What was told twice is narrow and rarely more than empty: the first telling is looked for among positions, not among payloads.
priced_again as (
  select root_order_id, min({'at': priced_at, 'log_partition': log_partition, 'log_offset': log_offset}) as first
  from ref('stg_order__priced')
  group by root_order_id
  having count(*) > 1
),
priced as (
  select
    told.root_order_id,
    {
      'goods': goods_minor, 'promotion': promotion_minor, 'coupon': coupon_minor, 'member': member_minor,
      'points': points_minor, 'points_used': points_used, 'payable': payable_minor
    } as part
  from ref('stg_order__priced') told
  left join priced_again using (root_order_id)
  where priced_again.first is null or (priced_again.first.log_partition = told.log_partition and priced_again.first.log_offset = told.log_offset)
),
split as (
  select root_order_id, arg_min(children, (allocated_at, log_partition, log_offset)) as children
  from ref('stg_split__allocated')
  group by root_order_id
),
child as (
  select root_order_id, unnest(children) as item from split
),
allocated as (
  select
    root_order_id,
    item.order_id as order_id,
    any_value({
      'goods': item.goods_minor, 'promotion': item.promotion_minor, 'coupon': item.coupon_minor, 'member': item.member_minor,
      'points': item.points_minor, 'points_used': item.points_used, 'payable': item.payable_minor
    }) as part
  from child
  group by all
),
source_again as (
  select root_order_id, min({'at': attributed_at, 'log_partition': log_partition, 'log_offset': log_offset}) as first
  from ref('stg_order__attributed')
  group by root_order_id
  having count(*) > 1
),
source as (
  select
    told.root_order_id,
    {
      'channel': channel, 'path': array_to_string(path, ' > '), 'website': website, 'keyword': keyword, 'referrer_host': referrer_host
    } as told
  from ref('stg_order__attributed') told
  left join source_again using (root_order_id)
  where source_again.first is null or (source_again.first.log_partition = told.log_partition and source_again.first.log_offset = told.log_offset)
),
joined as (
  select
    orders.root_order_id,
    orders.order_id,
    -- a child's share is its own, and the parent's price is nobody's
    case when orders.order_id = orders.root_order_id then priced.part else allocated.part end as part,
    source.told
  from orders
  left join priced using (root_order_id)
  left join allocated on allocated.root_order_id = orders.root_order_id and allocated.order_id = orders.order_id
  left join source on source.root_order_id = orders.root_order_id
)
select
  root_order_id,
  order_id,
  part.goods as goods_minor,
  part.promotion as promotion_minor,
  part.coupon as coupon_minor,
  part.member as member_discount_minor,
  part.points as points_minor,
  part.points_used as points_used,
  part.payable as payable_minor,
  told.channel as source_channel,
  told.path as source_path,
  told.website as source_website,
  told.keyword as source_keyword,
  told.referrer_host as source_referrer_host
from joined
where part is not null or told is not null
