// Owns that nothing leaves before the credentials it depends on are stored.

/** The part of a WebSocket that is held back. */
export interface Sender {
  send(data: Uint8Array | string, done?: (error?: Error) => void): void
}

/**
 * Baileys changes credentials and writes to the wire in the same breath (the answer to a pairing, ids of published
 * pre-keys). While `pending` answers a promise, frames wait for it, in order; when it fails they are never sent.
 * `onSent` is called when a frame has been handed to the network.
 */
export function holdBack(
  socket: Sender,
  pending: () => Promise<void> | null,
  onSent: () => void = () => {},
): void {
  const bare = socket.send.bind(socket)
  const send: Sender['send'] = (data, done) =>
    bare(data, (error) => {
      onSent()
      done?.(error)
    })
  let last: Promise<void> | null = null
  socket.send = (data, done) => {
    const wait = pending()
    if (!wait && !last) {
      send(data, done)
      return
    }
    const mine: Promise<void> = Promise.all([last, wait]).then(
      () => send(data, done),
      (error: unknown) =>
        done?.(error instanceof Error ? error : new Error('The credentials were not stored.')),
    )
    last = mine
    void mine.finally(() => {
      if (last === mine) last = null
    })
  }
}
