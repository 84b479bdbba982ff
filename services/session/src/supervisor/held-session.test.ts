// What does it cost a number that is online to be told to look at the log?
import type { NewSessionEvent, SessionEvent } from '@indoshopster/contracts/session/session.events'
import { LogUnavailableError } from '@indoshopster/event-log/append'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createFakeNetwork } from '../../tests/fake-whatsapp.ts'
import { recorded } from '../../tests/recorded.ts'
import { holdSession } from './held-session.ts'
import { createHistory } from './history.ts'

const sessionId = '01234567-0000-7000-8000-00000000000c'
const workspace = '01234567-0000-7000-8000-00000000aaaa'
const fence = { sessionId, workspace, epoch: 1 }
const by = 'siti'
const quiet = () => Promise.resolve()

/** A number that is online, and the log it is held by: `reads` tells after which sequence each read began. */
async function heldOnline() {
  const events: SessionEvent[] = []
  const reads: number[] = []
  const readings = { away: false }
  const put = (event: SessionEvent) => void events.push({ ...event, sequence: events.length + 1 })
  put(recorded('session.added.v1', { sessionId, network: 'simulator', name: 'Toko', by }))
  const network = createFakeNetwork()
  const history = createHistory(
    {
      readEntity: (_, after = 0) => {
        reads.push(after)
        if (readings.away) return Promise.reject(new LogUnavailableError('away'))
        return Promise.resolve({
          events: events.filter(({ sequence }) => sequence > after),
          lastSequence: Math.max(after, events.length),
        })
      },
      append: (_workspace, _to, event) => {
        const { type, data, sealed } = event as NewSessionEvent & { sealed?: object }
        // The same event as it will be read back.
        put({
          ...recorded('session.connected.v1', { sessionId }),
          type,
          data: { ...data, sealed },
        } as SessionEvent)
        return Promise.resolve({ sequence: events.length, id: 'id', duplicate: false })
      },
    },
    fence,
    quiet,
    Date.now,
  )
  const session = holdSession(
    { fence, unlinkedSequence: 0 },
    {
      whatsapp: network,
      history,
      leases: { lasts: () => true, markUnlinked: quiet, renew: () => Promise.resolve(new Set([sessionId])) },
      sending: {
        start: () => {},
        refuse: () => {},
        disconnect: quiet,
        hold: quiet,
        openChat: () => Promise.reject(new Error('no chats')),
        acknowledged: () => {},
        refused: () => {},
        receipt: quiet,
        wireFormOf: () => Promise.resolve(null),
      },
      asks: { connected: () => {}, disconnected: () => {}, answered: quiet },
      announce: quiet,
      hearing: { groupNamed: quiet, typing: () => {} },
      keepBookEntries: quiet,
      logger: pino({ level: 'silent' }),
      now: Date.now,
      chance: () => 0,
      loginMs: 60_000,
      onLost: () => {},
    },
  )
  await vi.waitFor(() => expect(network.isOpen(sessionId)).toBe(true))
  network.scan(sessionId, '62811')
  await vi.waitFor(() => expect(session.live()?.state).toBe('online'))
  reads.length = 0
  const listed = () => ({ id: sessionId, workspace, state_sequence: 3, groups: false })
  return { session, network, put, reads, readings, listed, read: history.sequence }
}

/** Everything that waits in the mailbox of the session has been looked at. */
const heeded = (session: { tell: (fact: { kind: 'saw_online' }) => Promise<void> }) =>
  session.tell({ kind: 'saw_online' })

test('a look at the list › reads nothing of a session that has not changed', async () => {
  const { session, network, reads, listed } = await heldOnline()
  session.wake(listed())
  session.wake({ ...listed(), state_sequence: 2 })
  await heeded(session)
  expect(reads).toEqual([])
  expect(network.opened).toHaveLength(1)
  await session.stop('handed_over')
})

test('a wake › reads only what is new, and leaves the connection alone where that asks for nothing', async () => {
  const { session, network, put, reads, listed, read } = await heldOnline()
  session.wake()
  await heeded(session)
  expect([reads, read()]).toEqual([[3], 3])
  put(recorded('session.groups_chosen.v1', { sessionId, shown: true, by }))
  session.wake({ ...listed(), groups: true })
  await heeded(session)
  expect([reads, read()]).toEqual([[3, 3], 4])
  expect(network.sinks.get(sessionId)?.groupsShown()).toBe(true)
  expect([network.opened.length, network.isOpen(sessionId)]).toEqual([1, true])
  await session.stop('handed_over')
})

test('a look at the list › does not end a connection while the log is away, and the next one is heeded', async () => {
  const { session, network, put, readings, listed } = await heldOnline()
  put(recorded('session.removed.v1', { sessionId, by }))
  readings.away = true
  session.wake({ ...listed(), state_sequence: 4 })
  await heeded(session)
  expect([network.opened.length, network.isOpen(sessionId)]).toEqual([1, true])
  readings.away = false
  session.wake({ ...listed(), state_sequence: 4 })
  await vi.waitFor(() => expect(network.loggedOut).toEqual([sessionId]))
  await session.stop('handed_over')
})
