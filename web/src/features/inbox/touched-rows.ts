// Owns gathering the conversations that live frames touched, so that one call reads them all again.

export interface TouchedRows {
  /** Marks a row as changed at a sequence. */
  touch(id: string, sequence: number): void
  /** Forgets what is gathered. */
  clear(): void
}

const gatherMs = 30
const retryMs = 1_000
const mostPerCall = 100

/** One call at a time: answers come in order, so an older one never replaces a newer one. */
export function gatherTouchedRows(read: (ids: string[], minSeq: number) => Promise<void>): TouchedRows {
  const waiting = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let reading = false

  function schedule(ms: number): void {
    if (timer === undefined && !reading && waiting.size > 0) timer = setTimeout(() => void run(), ms)
  }

  async function run(): Promise<void> {
    timer = undefined
    reading = true
    const batch = [...waiting].slice(0, mostPerCall)
    for (const [id] of batch) waiting.delete(id)
    let next = gatherMs
    try {
      await read(
        batch.map(([id]) => id),
        Math.max(...batch.map(([, sequence]) => sequence)),
      )
    } catch {
      // Whatever failed, the rows are still stale: try again a little later.
      for (const [id, sequence] of batch) waiting.set(id, Math.max(sequence, waiting.get(id) ?? 0))
      next = retryMs
    }
    reading = false
    schedule(next)
  }

  return {
    touch(id, sequence) {
      waiting.set(id, Math.max(sequence, waiting.get(id) ?? 0))
      schedule(gatherMs)
    },
    clear() {
      clearTimeout(timer)
      timer = undefined
      waiting.clear()
    },
  }
}
