// Owns learning what groups are called: asked once per connection at a group's first message, then heard when it changes.
import { shortText } from '../from-baileys/plain-text.ts'
import type { ConnectionSink } from '../../whatsapp.port.ts'
import type { BinaryNode, WASocket } from '../library.ts'

/** WhatsApp's own apps take 100 characters. */
const MAX_SUBJECT = 100

/** `fail`: a name could not be kept. Asks nothing while groups are hidden. */
export function hearGroups(
  socket: Pick<WASocket, 'ws' | 'ev' | 'groupMetadata'>,
  sink: Pick<ConnectionSink, 'groupNamed' | 'groupsShown'>,
  fail: (error: unknown) => void,
): void {
  const asked = new Set<string>()

  function keep(address: string | undefined, subject: string | undefined): void {
    const name = shortText(subject, MAX_SUBJECT)
    if (address && name && sink.groupsShown()) sink.groupNamed(address, name).catch(fail)
  }

  socket.ws.on('CB:message', ({ attrs }: BinaryNode) => {
    const { from } = attrs
    if (!from?.endsWith('@g.us') || asked.has(from) || !sink.groupsShown()) return
    asked.add(from)
    socket
      .groupMetadata(from)
      .then(({ subject }) => keep(from, subject))
      // Asked again at the next message; until then the group goes by no name.
      .catch(() => asked.delete(from))
  })
  socket.ev.on('groups.update', (changes) => {
    for (const { id, subject } of changes) keep(id, subject)
  })
}
