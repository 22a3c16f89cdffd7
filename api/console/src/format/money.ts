/** Digits after the point, ISO 4217; what is not listed has two. Browsers' own tables follow CLDR and differ in places. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
};

export function exponentOf(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** Whole minor units as a decimal text: 520770 GBP -> "5207.70", exact, no floating point. */
export function decimalText(minor: number | bigint, currency: string): string {
  const exponent = exponentOf(currency);
  const negative = minor < 0;
  const digits = BigInt(negative ? -minor : minor).toString().padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? "" : `.${digits.slice(-exponent)}`;
  return `${negative ? "-" : ""}${whole}${fraction}`;
}

/** Minor units as money of the locale, every digit shown: £6,293,764.00. */
export function formatMoney(minor: number, currency: string, locale: string): string {
  return format(minor, currency, locale, exponentOf(currency));
}

/** Money without minor units, for dense lists: £6,293,764. */
export function formatMoneyWhole(minor: number, currency: string, locale: string): string {
  return format(minor, currency, locale, 0);
}

/** Money for an axis: £12K, 1.2万. */
export function formatMoneyAxis(minor: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: "currency", currency: known(currency), currencyDisplay: "narrowSymbol", notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0,
  }).format(minor / 10 ** exponentOf(currency));
}

function format(minor: number, currency: string, locale: string, digits: number): string {
  const formatter = new Intl.NumberFormat(locale, {
    style: "currency", currency: known(currency), currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  return formatter.format(decimalText(minor, currency) as Intl.StringNumericLiteral);
}

// XXX is ISO's "no currency": it keeps a malformed code from throwing while drawing.
function known(currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? currency : "XXX";
}
