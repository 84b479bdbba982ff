// Answers: which bytes of a file does a Range header ask for?

export interface ByteRange {
  /** Inclusive positions. */
  readonly start: number
  readonly end: number
}

/**
 * The range; null: the whole file, because none is asked for, or one that servers may ignore (several at once, or
 * nonsense); `unsatisfiable`: it begins behind the end.
 */
export function byteRange(header: unknown, bytes: number): ByteRange | null | 'unsatisfiable' {
  const match = typeof header === 'string' ? /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) : null
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), bytes)
    return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes - 1 }
  }
  const start = Number(from)
  const end = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (start >= bytes) return 'unsatisfiable'
  return to !== '' && Number(to) < start ? null : { start, end }
}
