-- name: ledger
-- title: zh 科目余额; en Ledger
-- about: zh 每科目每账户类每单位一行：期初、增加、减少、期末; en A row per class, kind of account and unit of the books: opening, increase, decrease and closing of the range by business dates, on the class's own side. Members' and merchants' accounts are added up, with * for whose they are.
-- grain: account_class, account, unit
-- param from: date; default 0001-01-01; zh 起始营业日（含）; en First business date, included
-- param to: date; default 9999-12-31; zh 截止营业日（含）; en Last business date, included
-- param currency: currency; default all; zh 币种（PTS 为积分）; en Currency of the amounts, PTS = points
-- param simulated: include|exclude; default include; zh 模拟数据; en What the simulator booked; what the platform's own timers book for it stays
-- column account_class: public; varchar; code; zh 科目; en Income, Cost, Expense, Inventory, Receivable, Payable, ActuallyReceived or ActuallyPaid
-- column class_zh: public; varchar; text; zh 科目中文名; en Name of the class in Chinese
-- column class_en: public; varchar; text; zh 科目英文名; en Name of the class in English
-- column account: public; varchar; text; zh 账户; en Account, * = of each member, merchant or quota
-- column opening_minor: public; bigint; minor units or points; zh 期初; en Balance before the range
-- column in_minor: public; bigint; minor units or points; zh 增加; en Postings that made it grow
-- column out_minor: public; bigint; minor units or points; zh 减少; en Postings that made it less
-- column closing_minor: public; bigint; minor units or points; zh 期末; en opening + in - out
-- column postings: public; bigint; rows; zh 分录数; en Postings of the range
-- column unit: public; varchar; ISO 4217 or PTS; zh 单位; en Currency, or PTS for points
with
posting as (
  select
    account_class, unit, business_date,
    regexp_replace(account, '^(member|merchant|subsidy)/[^/]+', '\1/*') as account,
    case when account_class in ('Cost', 'Expense', 'Inventory', 'Receivable', 'ActuallyReceived') then amount_minor else -amount_minor end as amount
  from ref('fct_posting')
  where business_date <= $to and ($currency is null or unit = $currency) and ($simulated = 'include' or not is_simulated)
),
class as (
  select * from (values
    ('Income', '收入', 'Income'), ('Cost', '成本', 'Cost'), ('Expense', '费用', 'Expense'), ('Inventory', '库存', 'Inventory'),
    ('Receivable', '应收', 'Receivable'), ('Payable', '应付', 'Payable'), ('ActuallyReceived', '实收', 'Actually received'), ('ActuallyPaid', '实付', 'Actually paid')
  ) as names(account_class, class_zh, class_en)
),
summed as (
  select
    account_class, account, unit,
    coalesce(sum(amount) filter (business_date < $from), 0)::bigint as opening_minor,
    coalesce(sum(amount) filter (business_date >= $from and amount > 0), 0)::bigint as in_minor,
    coalesce(-sum(amount) filter (business_date >= $from and amount < 0), 0)::bigint as out_minor,
    sum(amount)::bigint as closing_minor,
    count(*) filter (business_date >= $from) as postings
  from posting
  group by all
),
final as (
  select
    summed.account_class, class.class_zh, class.class_en, summed.account, summed.opening_minor, summed.in_minor, summed.out_minor,
    summed.closing_minor, summed.postings, summed.unit
  from summed
  left join class on class.account_class = summed.account_class
  order by summed.unit, summed.account_class, summed.account
)
select * from final
