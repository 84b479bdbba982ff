// Owns how numbers are spread over the processes of a network: who takes one, and who gives some away. Pure.

export interface Spread {
  /** Numbers that need a holder. */
  readonly wanted: number
  /** Processes that are there, this one too. */
  readonly holders: number
}

/** The most one process holds when all hold the same. */
export function shareOf({ wanted, holders }: Spread): number {
  return Math.ceil(wanted / Math.max(1, holders))
}

/** Moving a number costs it a moment offline, so few move at a time. */
const MOST_AT_ONCE = 5

/** How many a process gives away now: half of what it has too much, so that two that decide together do not overdo it. */
export function surplusOf(held: number, spread: Spread): number {
  const surplus = held - shareOf(spread)
  return surplus <= 0 ? 0 : Math.min(MOST_AT_ONCE, Math.ceil(surplus / 2))
}

/** How long one that has its share leaves a free number to the others before it takes it after all, ms. */
export function courtesyMs(held: number, spread: Spread): number {
  return spread.holders <= 1 || held < shareOf(spread) ? 0 : 1000
}
