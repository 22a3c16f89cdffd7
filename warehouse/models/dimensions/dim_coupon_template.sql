-- Templates of coupons [券模板] as they were last saved.
-- grain: template_id
-- not_null: template_id
-- materialize: incremental by template_id
-- owner: data platform
-- column template_id: public; id; zh 券模板; en Template
-- column template_version: public; number; zh 版本; en Version
-- column name_zh: public; none; zh 中文名称; en Name in Chinese
-- column name_en: public; none; zh 英文名称; en Name in English
-- column kind: public; none; zh 券类型; en Kind
-- column issuer_merchant_id: public; id; zh 发券商户; en Merchant that issues it, null = the platform
-- column from_minor: public; minor units; zh 使用门槛; en Amount from which it can be used
-- column off_minor: public; minor units; zh 减免金额; en What it takes off
-- column pay_basis_points: public; basis points; zh 折扣（万分比）; en What is still to be paid, of 10000
-- column issue_max: public; coupons; zh 发放上限; en Most that are issued, null = no bound
-- column saved_at: public; UTC; zh 保存时间; en Last saved at
with saved as (
  select
    template_id,
    arg_max({
      'version': template_version, 'zh': name_zh, 'en': name_en, 'kind': kind, 'issuer': issuer_merchant_id, 'from_minor': from_minor,
      'off_minor': off_minor, 'pay_basis_points': pay_basis_points, 'issue_max': issue_max, 'at': saved_at
    }, (saved_at, log_partition, log_offset)) as newest
  from ref('stg_coupon_template__saved')
  group by template_id
)
select
  template_id,
  newest.version as template_version,
  newest.zh as name_zh,
  newest.en as name_en,
  newest.kind as kind,
  newest.issuer as issuer_merchant_id,
  newest.from_minor as from_minor,
  newest.off_minor as off_minor,
  newest.pay_basis_points as pay_basis_points,
  newest.issue_max as issue_max,
  newest.at as saved_at
from saved
