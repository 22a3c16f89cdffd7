-- The calendar from 2000 to 2049. Weeks start on Monday and are numbered by ISO 8601.
-- grain: date_day
-- not_null: date_day, week_start, month_start, quarter_start
-- materialize: table
-- owner: data platform
-- column date_day: public; day; zh 日期; en Date
-- column week_start: public; day; zh 周一; en Monday of its week
-- column month_start: public; day; zh 月初; en First day of its month
-- column quarter_start: public; day; zh 季初; en First day of its quarter
-- column year: public; year; zh 年; en Year
-- column month: public; number; zh 月; en Month, 1 to 12
-- column day_of_month: public; number; zh 日; en Day, 1 to 31
-- column iso_year: public; year; zh ISO 年; en ISO year
-- column iso_week: public; number; zh ISO 周; en ISO week
-- column iso_weekday: public; number; zh 星期; en Weekday, Monday = 1
-- column weekday_zh: public; none; zh 星期中文名; en Weekday in Chinese
-- column weekday_en: public; none; zh 星期英文名; en Weekday in English
-- column is_weekend: public; yes/no; zh 是否周末; en Saturday or Sunday
with days as (
  select unnest(generate_series(date '2000-01-01', date '2049-12-31', interval 1 day))::date as date_day
)
select
  date_day,
  date_trunc('week', date_day)::date as week_start,
  date_trunc('month', date_day)::date as month_start,
  date_trunc('quarter', date_day)::date as quarter_start,
  year(date_day)::integer as year,
  month(date_day)::integer as month,
  day(date_day)::integer as day_of_month,
  isoyear(date_day)::integer as iso_year,
  week(date_day)::integer as iso_week,
  isodow(date_day)::integer as iso_weekday,
  ['周一', '周二', '周三', '周四', '周五', '周六', '周日'][isodow(date_day)] as weekday_zh,
  dayname(date_day) as weekday_en,
  isodow(date_day) >= 6 as is_weekend
from days
