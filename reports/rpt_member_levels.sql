-- name: member-levels
-- title: zh 会员等级; en Member levels
-- about: zh 每等级一行：会员数、实名数、区间内活跃买家和消费; en A row per level as it is now: members, verified names, and who of them bought in the range, on the business date of the payment.
-- grain: level, currency
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种; en Currency of the amounts
-- param simulated: include|exclude; default include; zh 模拟数据; en Members that the simulator registered and orders that it placed
-- column level: public; varchar; code; zh 等级; en Level, null = was never told
-- column members: public; bigint; members; zh 会员数; en Members of the level, repeated on the row of each currency
-- column real_names: public; bigint; members; zh 已实名; en Of these, whose real name is verified
-- column active_buyers: public; bigint; members; zh 活跃买家; en Of these, with a paid order in the range
-- column orders: public; bigint; orders; zh 订单数; en Their paid orders in the range
-- column gross_minor: public; bigint; minor units; zh 消费额; en Line amounts of these
-- column currency: public; varchar; ISO 4217; zh 币种; en Currency of the amounts, XXX = nobody of the level bought
with
member as (
  select member_id, level, is_real_name from ref('subject_user')
  where ($simulated = 'include' or not is_simulated)
),
counted as (
  select level, count(*) as members, count(*) filter (is_real_name) as real_names
  from member
  group by level
),
bought as (
  select
    member.level, fct_order.currency, count(distinct member.member_id) as active_buyers, count(*) as orders, sum(fct_order.amount_minor)::bigint as gross_minor
  from ref('fct_order') as fct_order
  join member on member.member_id = fct_order.member_id
  where fct_order.paid_date between $from and $to and ($currency is null or fct_order.currency = $currency) and ($simulated = 'include' or not fct_order.is_simulated)
  group by all
),
final as (
  select
    counted.level, counted.members, counted.real_names, coalesce(bought.active_buyers, 0) as active_buyers, coalesce(bought.orders, 0) as orders,
    coalesce(bought.gross_minor, 0) as gross_minor, coalesce(bought.currency, 'XXX') as currency
  from counted
  left join bought on bought.level is not distinct from counted.level
  order by counted.level nulls last, currency
)
select * from final
