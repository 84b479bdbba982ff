// Tells open pages that something changed; nothing is kept for pages that are not open.

/** `name` is what changed, `data` is the JSON the page gets. */
export interface FeedEvent {
  readonly name: 'message' | 'phone' | 'qr'
  readonly data: unknown
}

export interface Feed {
  publish(event: FeedEvent): void
  /** Answers how to stop listening. */
  subscribe(listener: (event: FeedEvent) => void): () => void
}

export const createFeed = (): Feed => {
  const listeners = new Set<(event: FeedEvent) => void>()
  return {
    publish: (event) => {
      for (const listener of listeners) listener(event)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
