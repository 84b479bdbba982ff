// One client connection: websocket bytes in, decrypted binary nodes out, in order, one at a time.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { decodeBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys'
import type { proto } from '@whiskeysockets/baileys'
import type { WebSocket } from 'ws'
import type { Endpoint } from '../accounts/jids.ts'
import type { ServerIdentity } from '../noise/certificate.ts'
import { createFrameReader, frame } from '../noise/frames.ts'
import { createHandshake } from '../noise/handshake.ts'
import type { Transport } from '../noise/transport.ts'
import type { Database } from '../store/database.ts'
import type { BinaryNode } from './nodes.ts'

export interface Connection {
  readonly id: string
  /** The client's proven Noise static key. */
  readonly staticKey: Buffer
  /** Set by a successful login. */
  device?: Endpoint
  /** True once the client said it is active: stanzas may be pushed. */
  live: boolean
  /** The newest queue row that was pushed here; later ones are held back or not there yet. */
  pushedSeq: number
  /** Until this time (ms) the server neither listens nor speaks, as a half-open line does. */
  mutedUntil: number
  send(node: BinaryNode): void
  /** Sends a node that is already encoded. */
  sendEncoded(encoded: Uint8Array): void
  /** Closes after what was sent before. */
  close(): void
  /** Drops the line at once, without a goodbye. */
  terminate(): void
}

export interface ConnectionHandler {
  opened(connection: Connection, payload: proto.ClientPayload): void
  received(connection: Connection, node: BinaryNode): Promise<void> | void
  closed(connection: Connection): void
  /** A client that broke the protocol; the connection is dropped afterwards. */
  failed(connection: Connection | undefined, error: unknown): void
}

/** After so long a client's backlog lets others go first; without a pause nothing would be committed either. */
const TURN_MS = 10

/** Speaks the protocol over `socket`; all sends wait for the commit of the state they tell about. */
export const acceptConnection = (
  socket: WebSocket,
  id: string,
  identity: ServerIdentity,
  db: Database,
  now: () => number,
  handler: ConnectionHandler,
): void => {
  const reader = createFrameReader()
  const handshake = createHandshake(identity)
  let greeted = false
  let transport: Transport | undefined
  let connection: Connection | undefined

  const establish = (frameBytes: Buffer): void => {
    const finished = handshake.finish(frameBytes)
    const line = finished.transport
    transport = line
    const opened: Connection = {
      id,
      staticKey: Buffer.from(finished.clientStatic),
      live: false,
      pushedSeq: 0,
      mutedUntil: 0,
      send: (node) => opened.sendEncoded(encodeBinaryNode(node)),
      sendEncoded: (encoded) =>
        db.afterCommit(() => {
          if (socket.readyState !== socket.OPEN || now() < opened.mutedUntil) return
          socket.send(frame(line.encrypt(encoded)))
        }),
      close: () => db.afterCommit(() => socket.close()),
      terminate: () => socket.terminate(),
    }
    connection = opened
    handler.opened(opened, finished.payload)
  }

  const take = async (frameBytes: Buffer): Promise<void> => {
    if (!greeted) {
      greeted = true
      socket.send(frame(handshake.hello(frameBytes)))
    } else if (!transport || !connection) {
      establish(frameBytes)
    } else {
      const plaintext = transport.decrypt(frameBytes)
      if (now() < connection.mutedUntil) return
      await handler.received(connection, await decodeBinaryNode(Buffer.from(plaintext)))
    }
  }

  let turnBegan = now()
  const takeInTurn = async (frameBytes: Buffer): Promise<void> => {
    if (now() - turnBegan >= TURN_MS) {
      await nextTurn()
      turnBegan = now()
    }
    await take(frameBytes)
  }

  let work: Promise<void> = Promise.resolve()
  const fail = (error: unknown): void => {
    handler.failed(connection, error)
    socket.terminate()
  }
  socket.on('message', (data) => {
    const received = Buffer.isBuffer(data)
      ? data
      : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)])
    work = work
      .then(async () => {
        for (const frameBytes of reader.push(received)) await takeInTurn(frameBytes)
      })
      .catch(fail)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    work = work.then(() => connection && handler.closed(connection)).catch(fail)
  })
}
