export interface LegendItem {
  readonly name: string;
  /** CSS class suffix of the colour: gross, net, refunds, fresh, returning. */
  readonly tone: string;
}

/** Names beside their colours; the charts draw none of their own, so that it wraps on a phone. */
export function Legend({ items, title }: { items: readonly LegendItem[]; title?: string }) {
  return (
    <ul className="legend" title={title}>
      {items.map(({ name, tone }) => <li key={tone}><i className={`swatch ${tone}`} />{name}</li>)}
    </ul>
  );
}
