// Owns keeping statuses and channels off the way of messages: confirmed at once, unread, unkept.
import type { EventEmitter } from 'node:events'
import { count } from '@indoshopster/service/measure'
import type { BinaryNode } from '../library.ts'

/**
 * Baileys puts every message stanza in one queue and decrypts it. Nothing of ours shows statuses or channels, and a number
 * may get thousands of them, so they never come there. `confirm` sends a stanza; what it throws is a connection that goes.
 */
export function turnAwayNoise(wire: EventEmitter, confirm: (ack: BinaryNode) => Promise<void>): void {
  const emit = wire.emit.bind(wire)
  wire.emit = (event: string | symbol, ...args: unknown[]) => {
    if (event !== 'CB:message') return emit(event, ...args)
    // Baileys emits it with the stanza as its argument.
    const node = args[0] as BinaryNode
    const what = noiseOf(node.attrs['from'])
    if (what === null) return emit(event, ...args)
    count('stanzas_turned_away_total', 'Statuses and channel posts that were confirmed unread', { what })
    confirm(ackOf(node)).catch(() => undefined)
    return true
  }
}

function noiseOf(from: string | undefined): 'status' | 'channel' | null {
  if (from === 'status@broadcast') return 'status'
  return from?.endsWith('@newsletter') ? 'channel' : null
}

function ackOf({ attrs }: BinaryNode): BinaryNode {
  const { id = '', from = '', participant, type } = attrs
  return {
    tag: 'ack',
    attrs: {
      id,
      to: from,
      class: 'message',
      ...(participant ? { participant } : {}),
      ...(type ? { type } : {}),
    },
  }
}
