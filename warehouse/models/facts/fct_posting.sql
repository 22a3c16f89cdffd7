-- Postings of the ledger [记账分录], a row per account that a transfer moved. Of a transfer the amounts sum to 0.
-- The account says whose it is: member/ID/wallet/CNY, merchant/ID/payable/CNY, platform/receivable/CNY.
-- grain: log_partition, log_offset, position
-- not_null: transfer_id, position, kind, unit, account, account_class, amount_minor, business_date, posted_at
-- materialize: incremental append
-- owner: data platform
-- column log_partition: internal; id; zh 日志分区; en Log partition
-- column log_offset: internal; id; zh 日志位点; en Log offset
-- column position: public; number; zh 行号; en Place within the transfer, from 1
-- column transfer_id: public; id; zh 记账单号; en Transfer
-- column reference: internal; none; zh 凭证; en What it was booked for
-- column kind: public; none; zh 业务类型; en order-paid, refund, points-earned and so on
-- column unit: public; none; zh 单位; en Currency, or PTS for points
-- column account: internal; none; zh 账户; en Account
-- column account_class: public; none; zh 科目; en Income, Cost, Expense, Inventory, Receivable, Payable, ActuallyReceived or ActuallyPaid
-- column purse: public; none; zh 会员账户类型; en wallet, points, points-debt, staff-cash and so on; null = not a member's
-- column member_id: internal; id; zh 会员; en Member whose account it is, null = nobody's
-- column merchant_id: public; id; zh 商户; en Merchant whose account it is, null = nobody's
-- column amount_minor: public; minor units or points; zh 金额（借正贷负）; en Debit positive, credit negative
-- column business_date: public; day; zh 记账营业日; en Business date from which it counts
-- column posted_at: public; UTC; zh 记账时间; en Booked at
-- column is_simulated: public; yes/no; zh 是否模拟; en Booked by the simulator; what the platform's own timers book for it is not
with line as (
  select
    transfer_id, reference, kind, unit, business_date, posted_at, log_partition, log_offset, event_source = '/raillife/simulator' as is_simulated,
    unnest(postings) as item, generate_subscripts(postings, 1)::integer as position
  from ref('stg_journal__posted')
),
named as (
  select *, string_split(item.account, '/') as path from line
)
select
  log_partition,
  log_offset,
  position,
  transfer_id,
  reference,
  kind,
  unit,
  item.account as account,
  item.account_class as account_class,
  case when path[1] = 'member' then path[3] end as purse,
  case when path[1] = 'member' then path[2] end as member_id,
  case when path[1] = 'merchant' then path[2] end as merchant_id,
  item.amount_minor as amount_minor,
  business_date,
  posted_at,
  coalesce(is_simulated, false) as is_simulated
from named
