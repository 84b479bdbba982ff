// Owns that a rejection inside Baileys' own listeners ends one connection at most, never the process.
import type { EventEmitter } from 'node:events'

/**
 * Baileys' listeners are async and nobody awaits them: a frame that cannot be decrypted or decoded would be an unhandled
 * rejection without any close event. To be called right after the socket was made, before anything arrives.
 */
export function guardListeners(
  wire: EventEmitter,
  onRejection: (error: unknown, event: string) => void,
): void {
  for (const event of wire.eventNames()) {
    const listeners = wire.listeners(event)
    wire.removeAllListeners(event)
    for (const listener of listeners) {
      wire.on(event, (...args: unknown[]) => {
        // Listeners of an emitter are functions of its arguments.
        const result: unknown = (listener as (...given: unknown[]) => unknown).apply(wire, args)
        if (result instanceof Promise) {
          result.catch((error: unknown) => onRejection(error, String(event)))
        }
      })
    }
  }
}
