// Owns that nothing leaves before the credentials it depends on are stored, nor after the number may be another's.

/** The part of a WebSocket that is held back. */
export interface Sender {
  send(data: Uint8Array | string, done?: (error?: Error) => void): void
  /** Ends the line at once, without a word. */
  terminate(): void
}

export interface Barrier {
  /** What frames wait for, in order; when it fails they are never sent. */
  readonly pending: () => Promise<void> | null
  /**
   * Asked in the same turn in which a frame is written. A no ends the line: every transaction of a send was checked, but
   * a process can be paused between its commit and its write, and another owner write before it wakes up.
   */
  readonly mayLeave: () => boolean
  /** Called when a frame has been handed to the network. */
  readonly onSent?: () => void
}

/**
 * Baileys changes credentials and writes to the wire in the same breath (the answer to a pairing, ids of published
 * pre-keys), so frames wait here.
 */
export function holdBack(socket: Sender, { pending, mayLeave, onSent }: Barrier): void {
  const bare = socket.send.bind(socket)
  const send: Sender['send'] = (data, done) => {
    if (mayLeave())
      return bare(data, (error) => {
        onSent?.()
        done?.(error)
      })
    done?.(new Error('The number may have another owner by now.'))
    socket.terminate()
  }
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
