// Answers: what became of everything that was written and sent? Pure counts over what the two ends have.

/** One lane is one customer: what went in at one end and what stands at the other, in the order it stands there. */
export interface Lane {
  readonly given: readonly string[]
  readonly found: readonly string[]
}

export interface Count {
  readonly given: number
  readonly lost: number
  /** Copies beyond the first. */
  readonly doubled: number
  /** Found before one that was given earlier. */
  readonly reordered: number
  /** Found and never given. */
  readonly unknown: number
}

/** Counts over all lanes. */
export function countLanes(lanes: readonly Lane[]): Count {
  const total = { given: 0, lost: 0, doubled: 0, reordered: 0, unknown: 0 }
  for (const lane of lanes) {
    const place = new Map(lane.given.map((text, index) => [text, index]))
    const copies = new Map<string, number>()
    let furthest = -1
    for (const text of lane.found) {
      const index = place.get(text)
      if (index === undefined) {
        total.unknown++
        continue
      }
      const seen = copies.get(text) ?? 0
      copies.set(text, seen + 1)
      if (seen > 0) total.doubled++
      else if (index < furthest) total.reordered++
      furthest = Math.max(furthest, index)
    }
    total.given += lane.given.length
    total.lost += lane.given.filter((text) => !copies.has(text)).length
  }
  return total
}

/** Nothing lost, doubled, reordered or unknown. */
export const isClean = ({ lost, doubled, reordered, unknown }: Count): boolean =>
  lost + doubled + reordered + unknown === 0
