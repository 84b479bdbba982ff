// Owns the sends of one held session: going out while it is online, waiting while it is not, failing once it is unlinked.
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import type { Connection, SendReceipt } from '../whatsapp/whatsapp.port.ts'
import { type Account, nobody } from './account.ts'
import { createAcknowledgements } from './acknowledgements.ts'
import { type BeginDeps, beginSend, endUnbegun } from './begin-send.ts'
import { deliver, type DeliverDeps, endFailed } from './deliver.ts'
import { openChat, type Opened } from './open-chat.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.model.ts'
import type { Pace } from './pace.model.ts'
import { createPacing, type Pacing } from './pacing.ts'
import { CONNECTION_LOST } from './prepare-send.ts'
import { createQueue } from './queue.ts'
import type { TakeReceipt } from './receipts.ts'
import { reactToSendRequests } from './send.on-send-requested.ts'
import { createSendOutcome } from './send-outcome.ts'
import { createSlots } from './slots.ts'
import type { Trouble } from './trouble.model.ts'
import type { Waiting } from './waiting-measure.ts'

export interface Sending {
  /** Sends by this connection, what waited first. */
  start(connection: Connection, account: Account): void
  /** Lets every send, those that wait too, fail with this reason. Quiet when it does so already. */
  refuse(reason: SendFailureReason): void
  /** The connection is gone: sends wait. `lost`: the network ended it. Goes on refusing where it refused. */
  disconnect(lost: boolean): Promise<void>
  /** Sends wait. Resolves when nothing is in hand any more. */
  hold(): Promise<void>
  /** Asks the network for a phone number and makes its chat. */
  openChat(phone: string): Promise<Opened>
  acknowledged(wireId: string, at: number): void
  refused(wireId: string, code: string): void
  receipt(receipt: SendReceipt): Promise<void>
  wireFormOf(wireId: string): Promise<Uint8Array | null>
}

export type SendingDeps = Omit<BeginDeps, 'outcome'> &
  Omit<DeliverDeps, 'outcome' | 'acknowledgements' | 'inSlot' | 'pacing'> & {
    readonly log: Pick<EventLog, 'append' | 'react'>
    readonly takeReceipt: TakeReceipt
    readonly pace: Pace
    readonly onWaiting: Waiting
    readonly logger: Logger
  }

/** Sends of one session that may be on their way at once. */
const AT_ONCE = 32
const HOUR_MS = 3_600_000

export function createSending(deps: SendingDeps): Sending {
  const { fence, log, logger, outbox } = deps
  const acknowledgements = createAcknowledgements()
  const outcome = createSendOutcome(log, fence)
  const all = { ...deps, outcome, acknowledgements, inSlot: createSlots(AT_ONCE), pacing }
  const troubles = new Map<string, Trouble>()
  let online: Connection | null = null
  let paced: Promise<Pacing> | null = null
  let current: { mode: string; stopping: AbortController; ended: Promise<void> } | null = null

  /** Remembers over restarts how many strangers were written to; a failure to find out is tried again. */
  function pacing(): Promise<Pacing> {
    paced ??= newPacing()
    paced.catch(() => (paced = null))
    return paced
  }

  /** Asked once: an answer that nobody waits for would be one query more at every send, and its failure unheard. */
  async function newPacing(): Promise<Pacing> {
    const opened = deps.pace.newChats ? await deps.standings.opened(fence.sessionId, HOUR_MS) : 0
    return createPacing(deps.pace, deps.now, opened)
  }

  async function hold(why?: typeof CONNECTION_LOST): Promise<void> {
    const was = current
    current = null
    was?.stopping.abort(why)
    await was?.ended
  }

  /** One queue at a time: the next begins when the one before has let go of everything. */
  function switchTo(
    mode: string,
    endFor: (gone: AbortSignal) => (entry: OutboxEntry, begun: boolean) => Promise<'done' | 'later'>,
  ) {
    if (current?.mode === mode) return
    const before = hold()
    const stopping = new AbortController()
    const queue = createQueue({
      stopping,
      logger,
      onWaiting: deps.onWaiting,
      waiting: () => outbox.waiting(fence.sessionId),
      find: (messageId) => outbox.find(fence.sessionId, messageId),
      begin: (request) => beginSend(all, request),
      end: endFor(stopping.signal),
      giveUp: async (what) => {
        if ('data' in what) await endUnbegun(all, what, 'content_unsupported')
        else await endFailed(all, what, 'content_unsupported')
      },
    })
    const ended = before
      .then(() => queue.load())
      .then(() => reactToSendRequests(log, fence, queue.take, stopping.signal))
      .catch((error: unknown) => logger.error({ err: error, sessionId: fence.sessionId }, 'sending ended'))
      .then(() => queue.drained())
    current = { mode, stopping, ended }
  }

  return {
    start(connection, account) {
      online = connection
      switchTo('send', (gone) => async (entry, begun) => {
        const trouble = troubles.get(entry.messageId) ?? { silences: 0, lost: 0, unable: 0 }
        troubles.set(entry.messageId, trouble)
        const ended = await deliver(all, { connection, account, entry, begun, gone, trouble })
        if (ended === 'done') troubles.delete(entry.messageId)
        return ended
      })
    },
    refuse(reason) {
      switchTo(reason, (gone) => (entry, begun) => {
        const refused = { ...entry, failure: entry.failure ?? reason }
        const turn = { connection: nowhere, account: nobody, entry: refused, begun, gone, trouble: none }
        return deliver(all, turn)
      })
    },
    async openChat(phone) {
      if (!online) return { kind: 'unavailable' }
      return openChat({ pool: deps.pool, fence, log, newId: deps.newId }, online, phone)
    },
    async disconnect(lost) {
      online = null
      if (current?.mode === 'send') await hold(lost ? CONNECTION_LOST : undefined)
    },
    hold: () => hold(),
    acknowledged: (wireId, at) => acknowledgements.hear(wireId, { kind: 'acknowledged', at }),
    refused: (wireId, code) => acknowledgements.hear(wireId, { kind: 'refused', code }),
    async receipt(receipt) {
      await deps.takeReceipt(fence, receipt)
      // A receipt implies the server's word, so nothing needs to go out again for want of it.
      for (const wireId of receipt.wireIds)
        acknowledgements.hear(wireId, { kind: 'acknowledged', at: receipt.at })
    },
    wireFormOf: (wireId) => outbox.wireForm(fence.sessionId, wireId),
  }
}

const none: Trouble = { silences: 0, lost: 0, unable: 0 }

/** Entries of refused sends have a failure and are never relayed. */
const nowhere: Pick<Connection, 'relay' | 'lookUp' | 'compose'> = {
  relay: () => Promise.reject(new Error('The session is not linked.')),
  lookUp: () => Promise.reject(new Error('The session is not linked.')),
  compose: () => Promise.resolve(null),
}
