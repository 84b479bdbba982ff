// Owns reading numbers that somebody else wrote: 64-bit ones come as objects.

/** A whole number from 0 to `max`; null for everything else. */
export function wholeNumber(value: unknown, max: number): number | null {
  const number =
    typeof value === 'number' ? value : value === null || value === undefined ? NaN : Number(value)
  return Number.isInteger(number) && number >= 0 && number <= max ? number : null
}
