// Answers: which point on earth does a pasted text name? Pure.

/** Latitude and longitude out of "-6.17, 106.82" or a map's link; null when there is no valid pair. */
export function pointIn(text: string): { latitude: number; longitude: number } | null {
  const found = /(-?\d{1,2}(?:\.\d+)?)\s*(?:,|%2C|\s)\s*(-?\d{1,3}(?:\.\d+)?)/i.exec(text.slice(0, 2_000))
  if (!found) return null
  const [latitude, longitude] = [Number(found[1]), Number(found[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}
