/** A report's answer as `/v1/reports/{name}` gives it: columns once, rows as arrays, the table versions it read. */
export interface Answer {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly versions: Readonly<Record<string, number>>;
  /** When the newest of these tables was committed; null when none was ever built. */
  readonly as_of: string | null;
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly unit: string | null;
}

export type Cell = string | number | boolean | null;

/**
 * Rows as objects by column name. Columns that the answer has beyond `wanted` are left out; a wanted one that it lacks
 * is an error at once, not `undefined` in a chart.
 */
export function rowsOf<K extends string>(answer: Answer, wanted: readonly K[]): Record<K, Cell>[] {
  const places = wanted.map((name) => [name, answer.columns.findIndex((column) => column.name === name)] as const);
  const missing = places.filter(([, place]) => place < 0).map(([name]) => name);
  if (missing.length > 0) {
    throw new Error(`report ${answer.name} lacks ${missing.join(", ")}; it has ${answer.columns.map((column) => column.name).join(", ")}`);
  }
  return answer.rows.map((row) => {
    const out = {} as Record<K, Cell>;
    for (const [name, place] of places) out[name] = row[place] ?? null;
    return out;
  });
}

/** A count or an amount; null, as of an empty sum, is zero. */
export function numberOf(cell: Cell): number {
  return typeof cell === "number" ? cell : cell === null || cell === "" ? 0 : Number(cell);
}

export function textOf(cell: Cell): string {
  return cell === null ? "" : String(cell);
}
