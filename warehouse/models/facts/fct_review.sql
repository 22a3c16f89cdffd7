-- Reviews [商品评价], a row each, as they stand. Their text stays in the shop.
-- grain: product_id, review_id
-- not_null: product_id, review_id, state
-- materialize: incremental by product_id
-- owner: data platform
-- check: state_is_known: state in ('submitted', 'approved', 'rejected', 'deleted')
-- column review_id: public; id; zh 评价; en Review
-- column product_id: public; id; zh 商品; en Product
-- column merchant_id: public; id; zh 商户; en Merchant
-- column member_id: internal; id; zh 会员; en Member
-- column order_id: public; id; zh 订单号; en Order
-- column stars: public; 1 to 5; zh 星级; en Stars
-- column images: public; images; zh 图片数; en Images
-- column is_default: public; yes/no; zh 是否默认好评; en The buyer said nothing in time
-- column state: public; none; zh 状态; en submitted, approved (shown), rejected or deleted
-- column submitted_at: public; UTC; zh 提交时间; en Submitted at
-- column changed_at: public; UTC; zh 最近变更时间; en Last changed at
with told as (
  select * from ref('stg_review__told')
)
select
  review_id,
  product_id,
  arg_min(merchant_id, (told_at, log_partition, log_offset)) as merchant_id,
  arg_min(member_id, (told_at, log_partition, log_offset)) filter (type = 'raillife.review.submitted.v1') as member_id,
  arg_min(order_id, (told_at, log_partition, log_offset)) as order_id,
  arg_max(stars, (told_at, log_partition, log_offset)) as stars,
  arg_min(images, (told_at, log_partition, log_offset)) as images,
  arg_min(is_default, (told_at, log_partition, log_offset)) as is_default,
  -- of one instant, what came of it counts, not that it was submitted
  case arg_max(type, (told_at, type <> 'raillife.review.submitted.v1', log_partition, log_offset))
    when 'raillife.review.approved.v1' then 'approved'
    when 'raillife.review.rejected.v1' then 'rejected'
    when 'raillife.review.deleted.v1' then 'deleted'
    else 'submitted'
  end as state,
  min(told_at) filter (type = 'raillife.review.submitted.v1') as submitted_at,
  max(told_at) as changed_at
from told
group by product_id, review_id
