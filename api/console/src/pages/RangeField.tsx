import { DatePicker } from "antd";
import dayjs from "dayjs";
// Weeks of the calendar start on Monday in both, as those of the reports do.
import "dayjs/locale/en-gb";
import "dayjs/locale/zh-cn";
import { useLanguage } from "../i18n/language";
import { isBusinessDate, type DateRange } from "../period/range";

interface RangeFieldProps {
  readonly range: DateRange;
  readonly data: DateRange;
  readonly change: (range: DateRange) => void;
}

/** Two business dates, typed or picked; days without any data cannot be picked. A chunk of its own: the picker is large. */
export default function RangeField({ range, data, change }: RangeFieldProps) {
  const { t } = useLanguage();
  return (
    <DatePicker.RangePicker
      className="range"
      classNames={{ popup: { root: "range-popup" } }}
      aria-label={`${t("filter.from")} – ${t("filter.to")}`}
      placeholder={[t("filter.from"), t("filter.to")]}
      value={[dayjs(range.from), dayjs(range.to)]}
      minDate={dayjs(data.from)}
      maxDate={dayjs(data.to)}
      allowClear={false}
      format="YYYY-MM-DD"
      onChange={(_, [from, to]) => {
        if (isBusinessDate(from) && isBusinessDate(to)) change(from <= to ? { from, to } : { from: to, to: from });
      }}
    />
  );
}
