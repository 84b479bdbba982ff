// Owns a journal on a real database, the arrivals that are told to it, and a log that only notes what it is given.
import { createJournal } from '../../src/intake/journal.ts'
import type { Arrival, ArrivedMessage } from '../../src/intake/arrival.ts'
import { createPublisher } from '../../src/intake/publisher.ts'
import { createSealing } from '../../src/intake/sealing.ts'
import type { Said } from '../../src/intake/said.ts'
import { asOwner } from '../../src/whatsapp/baileys/keys/transaction.ts'
import { ports, type Stores } from './stores.ts'

type PublisherDeps = Parameters<typeof createPublisher>[0]
type Append = PublisherDeps['log']['append']

const sealing = createSealing(Buffer.alloc(32, 7))

export const message: ArrivedMessage = {
  group: null,
  addresses: ['200@lid', '62812@s.whatsapp.net'],
  phone: '62812',
  name: 'Budi',
  direction: 'incoming',
  wireId: 'W1',
  sentAt: 1_764_000_000_000,
}

export const arrival = (identity: string, over: Partial<Arrival> = {}): Arrival => ({
  identity: Buffer.from(identity),
  stanza: { version: 1, attrs: { id: 'W1' }, part: {}, own: { pn: '', lid: null } },
  plaintext: Buffer.from(identity),
  message,
  deed: 'message',
  about: null,
  ...over,
})

export const saying = (text: string): Said => ({
  kind: 'message',
  content: { kind: 'text', text },
  quoted: null,
  wireMedia: null,
})

/** The journal of a session of its own. */
export async function openJournal(stores: Stores, groupsShown: () => boolean = () => false) {
  const fence = await stores.addSession()
  const journal = createJournal({ pool: stores.pool, fence, sealing, ports, groupsShown })
  return {
    fence,
    record: (...arrivals: Arrival[]) =>
      asOwner(stores.pool, fence, async (client) => {
        for (const one of arrivals) await journal.record(client, [one])
      }),
    find: async (identity: string) => (await journal.find([Buffer.from(identity)]))[0] ?? null,
    /** What the log will be told of each arrival, in their order. */
    async verdicts() {
      const { rows } = await stores.pool.query<{ event: string | null }>(
        'SELECT event FROM session.intake WHERE session_id = $1 ORDER BY position',
        [fence.sessionId],
      )
      return rows.map((row) => row.event)
    },
    /** A publisher into a log that `append` stands for; every message says "Halo" unless `saidIn` reads it. */
    publisherTo: (
      append: Append,
      over: { pool?: PublisherDeps['pool']; saidIn?: PublisherDeps['translation']['saidIn'] } = {},
    ) =>
      createPublisher({
        pool: over.pool ?? stores.pool,
        fence,
        sealing,
        ports,
        failpoints: () => {},
        translation: {
          messageOf: () => message,
          withheldIn: () => null,
          saidIn: over.saidIn ?? (() => saying('Halo')),
        },
        log: { append },
      }),
  }
}
