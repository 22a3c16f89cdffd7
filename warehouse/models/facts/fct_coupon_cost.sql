-- Who bears what a coupon took off [成本归属], a row per order and coupon. Of an order they add up to its coupon discount.
-- grain: log_partition, log_offset
-- not_null: order_id, coupon_id, template_id, amount_minor, currency, business_date
-- materialize: incremental append
-- owner: data platform
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
-- column order_id: public; id; zh 下单号（拆单前）; en Order as it was placed
-- column coupon_id: public; id; zh 优惠券; en Coupon
-- column template_id: public; id; zh 券模板; en Template
-- column borne_by_merchant_id: public; id; zh 承担商户; en Merchant that bears it, null = the platform
-- column amount_minor: public; minor units; zh 抵扣金额; en What it took off
-- column currency: public; ISO 4217; zh 币种; en Currency
-- column business_date: public; day; zh 营业日; en Business date of the payment
select
  log_partition,
  log_offset,
  order_id,
  coupon_id,
  template_id,
  borne_by_merchant_id,
  amount_minor,
  currency,
  business_date
from ref('stg_coupon_cost__attributed')
