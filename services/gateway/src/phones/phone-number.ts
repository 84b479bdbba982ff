// Answers: does this phone number begin with a country code, and is it as long as that country's numbers are?
import { getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/min'

/** E.164 allows no more. */
const MAX_DIGITS = 15

/** Lengths that plans allow and the metadata leaves out: older Mexican mobile numbers keep a 1 after the 52. */
const alsoUsed: Readonly<Record<string, readonly number[]>> = { '52': [11] }

/** Lengths of national numbers, by calling code. Not more than that is judged: new ranges open every year. */
const lengths = new Map<string, Set<number>>(
  Object.entries(alsoUsed).map(([code, more]) => [code, new Set(more)]),
)
for (const country of getCountries()) {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  const code = getCountryCallingCode(country)
  const known = lengths.get(code) ?? new Set()
  for (const length of metadata.numberingPlan?.possibleLengths() ?? []) known.add(length)
  lengths.set(code, known)
}

/** The digits of a WhatsApp number with country code, with or without a leading plus; null when it cannot be one. */
export function phoneDigits(given: number | string): string | null {
  const digits = String(given).replace(/^\+/, '')
  if (!/^[1-9][0-9]+$/.test(digits) || digits.length > MAX_DIGITS) return null
  // No calling code begins another one, so the first that fits is the only one.
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((prefix) => lengths.has(prefix))
  return code !== undefined && lengths.get(code)?.has(digits.length - code.length) ? digits : null
}
