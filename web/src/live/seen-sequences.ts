// Owns up to which sequence this page knows that a list has changed; reads of it ask for at least that.
/** A list that is read with a query and read again when a frame says that it changed. */
export type SeenList = 'templates' | 'api_keys' | 'staff'

const sequences = new Map<string, number>()

/** Notes that a list changed at a sequence. */
export function seen(list: SeenList, sequence: number): void {
  sequences.set(list, Math.max(sequence, sequences.get(list) ?? 0))
}

/** The `min_seq` for the next read of a list; undefined when nothing changed yet. */
export function seenSequence(list: SeenList): number | undefined {
  return sequences.get(list)
}
