const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

/** So much do two spellings of one quantity differ at most, when they are read as floating-point numbers. */
const TOLERANCE = 1e-9

/** Whether one quantity of Kubernetes, such as `50m` or `1Gi`, is more than another. */
export function isMoreThan(quantity: string, other: string): boolean {
  return toNumber(quantity) > toNumber(other) * (1 + TOLERANCE)
}

/** Reads a valid quantity; what is no unit is an exponent, as in `1e3`. */
function toNumber(quantity: string): number {
  const unit = quantity.replace(/^[\d.]+/u, '')
  const factor = UNITS[unit]
  return factor === undefined ? Number(quantity) : Number(quantity.slice(0, quantity.length - unit.length)) * factor
}
