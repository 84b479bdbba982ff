// Owns the door for receipts and notifications: told to us first, one after the other, then to Baileys, which confirms.
import type { EventEmitter } from 'node:events'
import type { BinaryNode } from '../library.ts'

/** Baileys confirms both in `finally`, even when nothing was kept; so it hears of them only once they are. */
const doors: ReadonlySet<unknown> = new Set(['CB:receipt', 'CB:notification'])

/** `hear` is awaited before Baileys is told; when it throws, `fail` ends the connection and nothing is confirmed. */
export function guardReceipts(
  wire: EventEmitter,
  hear: (node: BinaryNode) => Promise<void>,
  fail: (error: unknown) => void,
): void {
  const emit = wire.emit.bind(wire)
  let queue: Promise<void> = Promise.resolve()
  let failed = false
  wire.emit = (event: string | symbol, ...args: unknown[]) => {
    if (!doors.has(event)) return emit(event, ...args)
    queue = queue
      .then(async () => {
        if (failed) return
        // Baileys emits these two with the stanza as their argument.
        await hear(args[0] as BinaryNode)
        emit(event, ...args)
      })
      .catch((error: unknown) => {
        failed = true
        fail(error)
      })
    return true
  }
}
