const POINTS_MAX = 45;

/** A line without axes, as wide as its box. Decoration beside a figure that says the same: hidden from screen readers. */
export function Sparkline({ values: all }: { values: readonly number[] }) {
  const values = coarse(all);
  if (values.length < 2) return <svg className="spark" aria-hidden="true" />;
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1);
  const points = values.map((value, index) => {
    const x = (index / (values.length - 1)) * 100;
    const y = 26 - ((value - low) / (high - low)) * 24;
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  });
  return (
    <svg className="spark" viewBox="0 0 100 28" preserveAspectRatio="none" aria-hidden="true">
      <polygon points={`0,28 ${points.join(" ")} 100,28`} />
      <polyline points={points.join(" ")} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

/** At most POINTS_MAX means of equal runs: days with closed shops would make a comb of the line. */
function coarse(values: readonly number[]): readonly number[] {
  const run = Math.ceil(values.length / POINTS_MAX);
  if (run < 2) return values;
  return Array.from({ length: Math.floor(values.length / run) }, (_, index) => {
    const part = values.slice(index * run, (index + 1) * run);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
