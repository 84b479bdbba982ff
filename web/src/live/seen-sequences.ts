// Owns up to which sequence this page knows that a list has changed; reads of it ask for at least that.
const sequences = new Map<string, number>()

/** Notes that a list changed at a sequence. */
export function seen(list: 'templates' | 'api_keys', sequence: number): void {
  sequences.set(list, Math.max(sequence, sequences.get(list) ?? 0))
}

/** The `min_seq` for the next read of a list; undefined when nothing changed yet. */
export function seenSequence(list: 'templates' | 'api_keys'): number | undefined {
  return sequences.get(list)
}
