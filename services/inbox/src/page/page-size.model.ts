// Owns how many rows fit into one answer: a reply is one NATS message, and a WhatsApp text may have 65,536 letters.

/** Below the server's 1 MB, with room for the envelope around the page. */
const MAX_BYTES = 800_000

export interface Page<Item> {
  readonly items: Item[]
  /** True when there is more after the last item. */
  readonly more: boolean
}

/** The first `limit` of the rows found (one more was asked for), fewer where they would not fit; at least one. */
export function fitting<Item>(found: readonly Item[], limit: number, maxBytes = MAX_BYTES): Page<Item> {
  const items: Item[] = []
  let bytes = 0
  for (const item of found.slice(0, limit)) {
    bytes += utf8Length(JSON.stringify(item))
    if (bytes > maxBytes && items.length > 0) break
    items.push(item)
  }
  return { items, more: items.length < found.length }
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}
