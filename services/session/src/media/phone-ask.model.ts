// Owns when our own phone is asked to upload a lost file again, and when nobody waits for its answer any more. Pure.

/** How often the phone is asked for one file: a kill, or a lost line, may have eaten the first time. */
export const ASKS = 2
/** How long a file waits for a number that is offline, ms. */
export const LONGEST_MS = 86_400_000

export interface AskState {
  readonly asks: number
  /** Milliseconds since the epoch, as the next. */
  readonly openedAt: number
  readonly askedAt: number | null
  /** The phone has answered; nobody has read it yet. */
  readonly answered: boolean
  /** The file was told as gone. Its phone may still answer. */
  readonly ended: boolean
}

export type AskStep =
  | { readonly kind: 'ask' }
  | { readonly kind: 'read' }
  | { readonly kind: 'give_up' }
  /** For an answer, a connection, or this time (ms since the epoch). */
  | { readonly kind: 'wait'; readonly until: number }

/** True while the phone has been asked and may still answer in time. */
export const isAwaited = (ask: AskState, now: number, patienceMs: number): boolean =>
  ask.askedAt !== null && !ask.ended && !ask.answered && now < ask.askedAt + patienceMs

export function nextStep(
  ask: AskState,
  {
    now,
    online,
    patienceMs,
  }: { readonly now: number; readonly online: boolean; readonly patienceMs: number },
): AskStep {
  if (ask.answered) return { kind: 'read' }
  if (ask.ended) return { kind: 'wait', until: Infinity }
  const latest = ask.openedAt + LONGEST_MS
  if (isAwaited(ask, now, patienceMs)) return { kind: 'wait', until: (ask.askedAt ?? now) + patienceMs }
  if (ask.asks >= ASKS || now >= latest) return { kind: 'give_up' }
  return online ? { kind: 'ask' } : { kind: 'wait', until: latest }
}
