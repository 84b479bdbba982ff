// The offline queue of every linked device: stanzas wait here until the client receipts or acks them.
import { decodeDecompressedBinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys'
import * as tokens from '@whiskeysockets/baileys/lib/WABinary/constants.js'
import type { Endpoint } from '../accounts/jids.ts'
import type { Faults } from '../faults/faults.ts'
import type { Detail, Ledger } from '../ledger/ledger.table.ts'
import { blob, integer, text } from '../store/columns.ts'
import type { Database, Row } from '../store/database.ts'
import type { Connection } from '../wire/connection.ts'
import type { Connections } from '../wire/connections.ts'
import { node } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'

export interface Queue {
  /** Stores the stanza for the device and pushes it when the device is live. `detail` goes to the ledger. */
  enqueue(to: Endpoint, stanza: BinaryNode, detail?: Detail): void
  /** The oldest waiting stanza of that tag and id is done; false when none waits. */
  settle(from: Endpoint, tag: string, id: string): boolean
  /** A login: everything that waits, with `offline=1`, between a preview and the closing count. */
  replay(to: Endpoint, connection: Connection): void
  /** Pushes what was held back while the device was live. */
  flush(connection: Connection): void
  /** Sends the very same bytes of a message once more, settled or not; answers to how many devices. */
  redeliver(id: string, phone?: string): number
  waiting(to: Endpoint): number
}

interface Stanza {
  readonly seq: number
  readonly tag: string
  readonly id: string
  readonly frame: Buffer
}

const fromRow = (row: Row): Stanza => ({
  seq: integer(row, 'seq'),
  tag: text(row, 'tag'),
  id: text(row, 'id'),
  frame: blob(row, 'frame'),
})

/** The flag byte that precedes an encoded node; 0 means not compressed. */
const FLAG = 1

const markedOffline = (frame: Buffer): Buffer => {
  const stanza = decodeDecompressedBinaryNode(frame.subarray(FLAG), tokens)
  return encodeBinaryNode({ ...stanza, attrs: { ...stanza.attrs, offline: '1' } })
}

export const createQueue = (
  db: Database,
  ledger: Ledger,
  connections: Connections,
  faults: Faults,
): Queue => {
  const insert = db.write('INSERT INTO stanza (seq, phone, device, tag, id, frame) VALUES (?,?,?,?,?,?)')
  const settleOldest = db.write(
    `UPDATE stanza SET settled = 1 WHERE seq = (SELECT seq FROM stanza
       WHERE id = ? AND tag = ? AND phone = ? AND device = ? AND settled = 0 ORDER BY seq LIMIT 1)`,
  )
  const waitingAfter = db.read(
    'SELECT * FROM stanza WHERE phone = ? AND device = ? AND settled = 0 AND seq > ? ORDER BY seq',
  )
  const waitingCount = db.read(
    'SELECT count(*) AS n FROM stanza WHERE phone = ? AND device = ? AND settled = 0',
  )
  const ofMessage = db.read("SELECT * FROM stanza WHERE id = ? AND tag = 'message' ORDER BY seq DESC")
  const [last] = db.read('SELECT coalesce(max(seq), 0) AS seq FROM stanza')()
  let seq = last ? integer(last, 'seq') : 0

  const push = (connection: Connection, to: Endpoint, stanza: Stanza, offline: boolean): void => {
    connection.sendEncoded(offline ? markedOffline(stanza.frame) : stanza.frame)
    const { tag, id } = stanza
    ledger.record('delivered', { ...to, id }, { tag, connection: connection.id, offline })
  }
  const previewOf = (rows: readonly Stanza[]): BinaryNode => {
    const count = (tag: string): string => String(rows.filter((row) => row.tag === tag).length)
    const counts = {
      message: count('message'),
      receipt: count('receipt'),
      notification: count('notification'),
    }
    return node('ib', {}, [node('offline_preview', { count: String(rows.length), ...counts, appdata: '0' })])
  }

  return {
    enqueue: (to, stanza, detail) => {
      const { tag } = stanza
      const queued = { seq: ++seq, tag, id: stanza.attrs['id'] ?? '', frame: encodeBinaryNode(stanza) }
      insert(queued.seq, to.phone, to.device, tag, queued.id, queued.frame)
      ledger.record('queued', { ...to, id: queued.id }, { tag, ...detail })
      const connection = connections.of(to)
      if (!connection?.live || faults.holding(to.phone)) return
      connection.pushedSeq = queued.seq
      push(connection, to, queued, false)
    },
    settle: ({ phone, device }, tag, id) => settleOldest(id, tag, phone, device) > 0,
    replay: (to, connection) => {
      const rows = faults.holding(to.phone) ? [] : waitingAfter(to.phone, to.device, 0).map(fromRow)
      if (rows.length > 0) connection.send(previewOf(rows))
      for (const row of rows) push(connection, to, row, true)
      connection.pushedSeq = rows.at(-1)?.seq ?? connection.pushedSeq
      connection.send(node('ib', {}, [node('offline', { count: String(rows.length) })]))
    },
    flush: (connection) => {
      const to = connection.device
      if (!connection.live || !to) return
      for (const row of waitingAfter(to.phone, to.device, connection.pushedSeq).map(fromRow)) {
        connection.pushedSeq = row.seq
        push(connection, to, row, false)
      }
    },
    redeliver: (id, phone) => {
      const reached = new Set<string>()
      for (const row of ofMessage(id)) {
        const to = { phone: text(row, 'phone'), device: integer(row, 'device') }
        const address = `${to.phone}:${to.device}`
        const connection = connections.of(to)
        if (!connection?.live || reached.has(address) || (phone ?? to.phone) !== to.phone) continue
        reached.add(address)
        push(connection, to, fromRow(row), false)
      }
      return reached.size
    },
    waiting: ({ phone, device }) => {
      const [row] = waitingCount(phone, device)
      return row ? integer(row, 'n') : 0
    },
  }
}
