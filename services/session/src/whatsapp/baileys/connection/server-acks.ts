// Owns hearing what WhatsApp's server says to each message of ours: it has it, or it refuses it.
import type { EventEmitter } from 'node:events'
import type { ConnectionSink } from '../../whatsapp.port.ts'
import { wireTime } from '../from-baileys/wire-time.ts'
import type { BinaryNode } from '../library.ts'

/** Baileys emits nothing for an acknowledgement, so this listens on the wire. */
export function hearAcks(
  wire: EventEmitter,
  sink: Pick<ConnectionSink, 'acknowledged' | 'refused'>,
  now: () => number,
): void {
  wire.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
    const id = attrs['id']
    if (!id) return
    if (attrs['error']) sink.refused(id, attrs['error'])
    else sink.acknowledged(id, wireTime(attrs['t'], now()))
  })
}
