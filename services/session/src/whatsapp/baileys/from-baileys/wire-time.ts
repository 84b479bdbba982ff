// Answers: when was that, by WhatsApp's clock?

/** A time attribute (seconds) in ms since the epoch; `otherwise` where none stands that can be read. */
export function wireTime(t: string | undefined, otherwise: number): number {
  const seconds = Number(t)
  return Number.isFinite(seconds) && seconds > 0 && seconds < 1e11 ? seconds * 1000 : otherwise
}
