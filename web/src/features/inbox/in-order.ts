// Owns that what is asked about a conversation is asked one after another: of two on their way the later may land first.

export type InOrder = <Answer>(ids: readonly string[], ask: () => Promise<Answer>) => Promise<Answer>

/** Each ask waits for those before it about any of the same ids, however they end. */
export function createInOrder(): InOrder {
  const lasts = new Map<string, Promise<unknown>>()
  return (ids, ask) => {
    const before = ids.flatMap((id) => lasts.get(id) ?? [])
    const asked = before.length === 0 ? ask() : Promise.allSettled(before).then(ask)
    for (const id of ids) lasts.set(id, asked)
    const end = () => {
      for (const id of ids) if (lasts.get(id) === asked) lasts.delete(id)
    }
    asked.then(end, end)
    return asked
  }
}
