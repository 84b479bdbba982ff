// Owns hearing that somebody writes to us.
import { personOf } from '../from-baileys/addresses.ts'
import type { ConnectionSink } from '../../whatsapp.port.ts'
import type { BinaryNode, WASocket } from '../library.ts'

/** Tells of chats of two only. WhatsApp sends these to devices that are online, or that asked for somebody's presence. */
export function hearTyping(socket: Pick<WASocket, 'ws'>, sink: Pick<ConnectionSink, 'typing'>): void {
  socket.ws.on('CB:chatstate', ({ attrs, content }: BinaryNode) => {
    const from = personOf(attrs['from'])
    const [state] = Array.isArray(content) ? content : []
    if (!from || attrs['participant'] || !state) return
    const others = [attrs['sender_pn'], attrs['sender_lid']].flatMap((jid) => personOf(jid) ?? [])
    sink.typing(
      [from, ...others].map((person) => person.address),
      state.tag === 'composing',
    )
  })
}
