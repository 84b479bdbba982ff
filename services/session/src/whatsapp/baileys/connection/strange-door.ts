// Owns the door for messages whose addresses make no sense: kept first, then given to Baileys, which refuses them unread.
import type { EventEmitter } from 'node:events'
import { type BinaryNode, decodeMessageNode } from '../library.ts'

/**
 * Baileys tells the server that such a message is bad, and the server forgets it. So it is kept before that; where it
 * cannot be, `fail` ends the connection and nothing is said. `own`: our addresses.
 */
export function keepStrange(
  wire: EventEmitter,
  own: () => readonly (string | undefined)[],
  keep: (node: BinaryNode) => Promise<void>,
  fail: (error: unknown) => void,
): void {
  const emit = wire.emit.bind(wire)
  wire.emit = (event: string | symbol, ...args: unknown[]) => {
    if (event !== 'CB:message') return emit(event, ...args)
    // Baileys emits it with the stanza as its argument.
    const node = args[0] as BinaryNode
    if (!isStrange(node, own())) return emit(event, ...args)
    keep(node).then(() => void emit(event, ...args), fail)
    return true
  }
}

/** Baileys' own judgement, which it makes again a moment later, before it decrypts. */
function isStrange(node: BinaryNode, [pn, lid]: readonly (string | undefined)[]): boolean {
  try {
    decodeMessageNode(node, pn ?? '', lid ?? '')
    return false
  } catch {
    return true
  }
}
