import { Button } from "antd";
import { useMemo } from "react";
import type { Answer } from "../api/answer";
import { useLive, type Live } from "../api/live";
import { buyersRows, merchantRows, productRows, regionRows, reportUrl, rfmCells, salesRows, shareOfFirstFifth, summaryRows } from "../api/reports";
import { BuyersChart } from "../charts/BuyersChart";
import { MerchantsChart } from "../charts/MerchantsChart";
import { formatDate } from "../format/dates";
import { formatCount, formatShare } from "../format/number";
import { useLanguage } from "../i18n/language";
import { Kpis, type Totals } from "../panels/Kpis";
import { Legend } from "../panels/Legend";
import { Loaded, Panel } from "../panels/Panel";
import { Rank } from "../panels/RankPanel";
import { RfmGrid } from "../panels/RfmGrid";
import { SalesPanel } from "../panels/SalesPanel";
import type { Filter, View } from "../period/filter";
import { NOTHING_CHOSEN } from "../period/filter";
import { clip, previousRange, type DateRange } from "../period/range";
import { filled, NO_SALES, NO_BUYERS } from "./filled";
import type { DataBounds } from "./useView";

const RANKED = 10;

interface SalesProps {
  /** Sales by day of all time: also the answer to the page's first question. */
  readonly all: Live<Answer>;
  readonly filter: Filter;
  readonly view: View;
  readonly bounds: DataBounds;
  readonly change: (filter: Filter) => void;
}

/** Everything that is about orders, over the chosen period. */
export function Sales({ all, filter, view, bounds, change }: SalesProps) {
  const { t, language, locale } = useLanguage();
  const { grain, currency } = view;
  const inside = clip(view.range, bounds.range);
  // An unlimited question stays unlimited, so that the page follows the data as it grows.
  const asked = filter.range;
  const own = useLive<Answer>(asked === null && grain === "day" ? null : reportUrl("sales", { range: asked, grain }));
  const sales = asked === null && grain === "day" ? all : own;
  const buyers = useLive<Answer>(reportUrl("buyers", { range: asked, grain, currency }));
  const products = useLive<Answer>(reportUrl("top-products", { range: asked, currency, limit: RANKED }));
  const regions = useLive<Answer>(reportUrl("top-regions", { range: asked, currency, limit: RANKED }));
  const rfm = useLive<Answer>(reportUrl("rfm", { currency }));
  const totals = useTotals(asked, currency);
  const before = useBefore(view.range, bounds.range);
  const totalsBefore = useTotals(before, currency, before === null);

  const salesFilled = useMemo(() => {
    if (!sales.data || !inside) return [];
    return filled(salesRows(sales.data).filter((row) => row.currency === currency), inside, grain, (period) => ({ ...NO_SALES, period, currency }));
  }, [sales.data, currency, grain, inside?.from, inside?.to]);

  if (!view.inData || !inside) {
    return (
      <div className="panel full none-here" data-panel="outside">
        <p>{t("empty.range", { from: formatDate(bounds.range.from, locale), to: formatDate(bounds.range.to, locale) })}</p>
        <Button onClick={() => change(NOTHING_CHOSEN)}>{t("empty.showAll")}</Button>
      </div>
    );
  }
  return (
    <>
      <Kpis now={totals.now} before={totalsBefore.now} beforeRange={asked === null ? undefined : before} rows={salesFilled} currency={currency} stale={totals.stale} />
      <SalesPanel rows={salesFilled} grain={grain} range={inside} currency={currency} stale={sales.stale} />
      <Panel id="buyers" className="narrow" title={t("buyers.title")} stale={buyers.stale}
        extra={<Legend title={t("buyers.sub")} items={[{ name: t("buyers.new"), tone: "fresh" }, { name: t("buyers.returning"), tone: "returning" }]} />}>
        <Loaded live={buyers}>
          {(answer) => <Buyers answer={answer} view={view} range={inside} />}
        </Loaded>
      </Panel>
      <Panel id="top-products" className="five" title={t("products.title")} sub={t("products.sub")} stale={products.stale}>
        <Loaded live={products}>
          {(answer) => <Rank rows={productRows(answer, language)} currency={currency} total={totals.now?.gross ?? 0} nameKey="products.name" countKey="products.count" />}
        </Loaded>
      </Panel>
      <Panel id="top-regions" className="three" title={t("regions.title")} sub={t("regions.sub")} stale={regions.stale}>
        <Loaded live={regions}>
          {(answer) => <Rank rows={regionRows(answer)} currency={currency} total={totals.now?.gross ?? 0} nameKey="regions.name" countKey="regions.count" />}
        </Loaded>
      </Panel>
      <Panel id="rfm" className="four" title={t("rfm.title")} sub={t("rfm.sub")} stale={rfm.stale}>
        <Loaded live={rfm}>{(answer) => <RfmGrid cells={rfmCells(answer)} />}</Loaded>
      </Panel>
      <Merchants range={asked} currency={currency} />
    </>
  );
}

/** Shown where several merchants trade. */
function Merchants({ range, currency }: { range: DateRange | null; currency: string }) {
  const { t, locale } = useLanguage();
  const live = useLive<Answer>(reportUrl("merchants", { range, currency }));
  const rows = useMemo(() => (live.data ? merchantRows(live.data, currency) : []), [live.data, currency]);
  if (rows.length < 2) return null;
  const sub = t("merchants.sub", { count: formatCount(rows.length, locale), share: formatShare(shareOfFirstFifth(rows), locale) });
  return (
    <Panel id="merchants" className="full" title={t("merchants.title")} sub={sub} stale={live.stale}>
      <MerchantsChart rows={rows} currency={currency} height={220} label={`${t("merchants.title")}: ${sub}`} />
    </Panel>
  );
}

function Buyers({ answer, view, range }: { answer: Answer; view: View; range: DateRange }) {
  const { t } = useLanguage();
  const { from, to } = range;
  const rows = useMemo(
    () => filled(buyersRows(answer), { from, to }, view.grain, (period) => ({ ...NO_BUYERS, period })),
    [answer, from, to, view.grain],
  );
  if (rows.every((row) => row.fresh + row.returning === 0)) return <p className="none">{t("buyers.none")}</p>;
  return <BuyersChart rows={rows} grain={view.grain} range={range} height={300} />;
}

/** Totals of a range in a currency; a range without orders is all zeros. */
function useTotals(range: DateRange | null, currency: string, off = false): { now: Totals | undefined; stale: boolean } {
  const live = useLive<Answer>(off ? null : reportUrl("summary", { range, currency }));
  const now = useMemo(() => (live.data ? summaryRows(live.data).find((row) => row.currency === currency) ?? NO_SALES : undefined), [live.data, currency]);
  return { now: off ? undefined : now, stale: live.stale };
}

/** The period to compare with, if the data reaches back over all of it. */
function useBefore(range: DateRange, data: DateRange): DateRange | null {
  return useMemo(() => {
    const before = previousRange(range);
    return before.from >= data.from ? before : null;
  }, [range.from, range.to, data.from]);
}
