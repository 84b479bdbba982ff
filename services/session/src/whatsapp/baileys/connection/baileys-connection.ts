// Owns one connection as the port sees it: sockets come and go below it only while a pairing completes.
import {
  type CloseCause,
  type Connection,
  type ConnectionSink,
  type Fence,
  NotConnectedError,
} from '../../whatsapp.port.ts'
import { messageFinder } from '../../../intake/wire-message.store.ts'
import type { Publisher } from '../../../intake/publisher.ts'
import { phoneOf } from '../from-baileys/addresses.ts'
import type { CacheStore, WASocket } from '../library.ts'
import { attributesOf, compose, composedMessage } from '../to-baileys/compose.ts'
import { askFor } from '../media/phone-copy.ts'
import { upload } from '../media/upload.ts'
import { closeCauseOf, statusOf } from './close-cause.ts'
import { lookUp } from './look-up.ts'
import { type OpenSocket, openSocket, type SocketDeps } from './socket.ts'

const RESTART_REQUIRED = 515

/** Opens a connection; its first signals come after this has resolved. */
export async function openConnection(
  deps: SocketDeps,
  session: { fence: Fence; sink: ConnectionSink; publisher: Publisher; devices: CacheStore },
): Promise<Connection> {
  const { sink } = session
  const find = messageFinder(deps.pool, deps.sealing, session.fence.sessionId)
  let current: OpenSocket | null = null
  let online = false
  let justPaired = false
  let closing = false
  let over = false
  const { promise: ended, resolve: tellEnded } = Promise.withResolvers<void>()

  function close(cause: CloseCause): void {
    if (over) return
    over = true
    online = false
    sink.signal({ kind: 'closed', cause })
    tellEnded()
  }

  async function connect(): Promise<void> {
    const opened: OpenSocket = await openSocket(deps, session, {
      qr: (text) => sink.signal({ kind: 'qr', text }),
      passkeyAsked: () => sink.signal({ kind: 'pairing_refused', reason: 'passkey_required' }),
      paired() {
        justPaired = true
        sink.signal({ kind: 'linking' })
      },
      open(me) {
        online = true
        // Told at every login: a crash right after the pairing must not lose it.
        sink.signal({ kind: 'linked', phone: phoneOf(me.id) ?? '', pushName: me.name })
        sink.signal({ kind: 'online' })
      },
      closed({ error, failed }) {
        online = false
        if (closing) return close('closed_by_us')
        if (failed) return close('store_failed')
        // WhatsApp asks every freshly paired device to log in anew.
        if (justPaired && statusOf(error) === RESTART_REQUIRED) {
          justPaired = false
          connect().catch(() => close('store_failed'))
          return
        }
        close(closeCauseOf(error, opened.pairing))
      },
    })
    current = opened
    if (closing) opened.end()
  }

  function live(): OpenSocket {
    if (!current || !online || closing) throw new NotConnectedError('The session is not connected.')
    return current
  }

  await connect()

  return {
    compose: (asked, to) =>
      compose(
        {
          find,
          now: deps.ports.now,
          own: () => ({ pn: live().socket.user?.id ?? '', lid: live().socket.user?.lid ?? null }),
          upload: ({ mediaId }, kind) =>
            upload(
              { store: deps.store, askHosts: (fresh) => live().socket.refreshMediaConn(fresh) },
              { workspace: session.fence.workspace, mediaId, kind },
            ),
        },
        asked,
        to,
      ),
    lookUp: (phone) => lookUp(live().socket, phone),
    async relay(recipient, wireId, composed) {
      const { socket } = live()
      const message = composedMessage(composed)
      await socket.relayMessage(await addressFor(socket, recipient.address), message, {
        messageId: wireId,
        additionalAttributes: attributesOf(message),
      })
    },
    async askForFile(wireMedia) {
      const { socket } = live()
      await socket.sendNode(askFor(wireMedia, socket.user?.id ?? ''))
    },
    async requestCode(phone) {
      if (!current?.pairing || online || closing) throw new NotConnectedError('No pairing is under way.')
      return current.socket.requestPairingCode(phone)
    },
    async logOut() {
      const { socket } = live()
      closing = true
      await socket.logout()
    },
    async close() {
      closing = true
      current?.end()
      await ended
    },
  }
}

/** Where a person is known by LID, that is where they are written to. */
async function addressFor(socket: Pick<WASocket, 'signalRepository'>, address: string): Promise<string> {
  if (!address.endsWith('@s.whatsapp.net')) return address
  return (await socket.signalRepository.lidMapping.getLIDForPN(address)) ?? address
}
