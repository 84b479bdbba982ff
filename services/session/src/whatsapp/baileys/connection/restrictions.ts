// Owns hearing whom WhatsApp does not let this number write to, and until when.
import type { ConnectionSink } from '../../whatsapp.port.ts'
import type { BinaryNode, WASocket } from '../library.ts'

/** The server refuses a first message because the number is restricted; it says until when only if it is asked. */
const RESTRICTED = '463'

/**
 * Tells restrictions by the time lock for writing first, and by a used-up quota of new chats; what one of them says sets
 * nothing free that the other holds. WhatsApp answers "no lock" also to who was refused for the quota.
 */
export function hearRestrictions(
  socket: Pick<WASocket, 'ws' | 'ev' | 'fetchAccountReachoutTimelock'>,
  sink: Pick<ConnectionSink, 'signal'>,
): void {
  let [locked, capped] = [false, false]
  const lift = () => {
    if (!locked && !capped) sink.signal({ kind: 'unrestricted' })
  }
  socket.ev.on('connection.update', ({ reachoutTimeLock: lock }) => {
    if (!lock) return
    locked = lock.isActive === true
    if (!locked) return lift()
    sink.signal({ kind: 'restricted', until: lock.timeEnforcementEnds?.getTime() ?? null })
  })
  socket.ev.on('message-capping.update', (quota) => {
    const before = capped
    capped = quota.capping_status === 'CAPPED'
    if (before && !capped) lift()
    if (!capped) return
    const ends = Number(quota.cycle_end_timestamp)
    sink.signal({ kind: 'restricted', until: ends > 0 ? ends * 1000 : null })
  })
  socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
    // Without an answer the restriction is told by the refusal itself, without its end.
    if (attrs['error'] === RESTRICTED) socket.fetchAccountReachoutTimelock().catch(() => undefined)
  })
}
