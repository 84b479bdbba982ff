// Owns the sends of one held session: going out while it is online, waiting while it is not, failing once it is unlinked.
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { EventLog } from '@indoshopster/event-log/event-log'
import type { Logger } from '@indoshopster/service/logger'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { Connection, SendReceipt } from '../whatsapp/whatsapp.port.ts'
import { createAcknowledgements } from './acknowledgements.ts'
import { type BeginDeps, beginRefused, beginSend } from './begin-send.ts'
import { deliver, type DeliverDeps } from './deliver.ts'
import { isHopeless } from './hopeless.ts'
import { createLanes } from './lanes.ts'
import type { OutboxEntry, SendFailureReason } from './outbox.store.ts'
import { pause } from './pause.ts'
import type { TakeReceipt } from './receipts.ts'
import { type Handled, type HandleRequest, reactToSendRequests } from './send.on-send-requested.ts'
import { createSendOutcome } from './send-outcome.ts'

export interface Sending {
  /** Sends by this connection, what waited first. */
  start(connection: Connection): void
  /** Lets every send, those that wait too, fail with this reason. Quiet when it does so already. */
  refuse(reason: SendFailureReason): void
  /** The connection is gone: sends wait. Goes on refusing where it refused. */
  disconnect(): Promise<void>
  /** Sends wait. Resolves when nothing is in hand any more. */
  hold(): Promise<void>
  acknowledged(wireId: string, at: number): void
  refused(wireId: string, code: string): void
  receipt(receipt: SendReceipt): Promise<void>
  wireFormOf(wireId: string): Promise<Uint8Array | null>
}

export type SendingDeps = Omit<BeginDeps, 'outcome'> &
  Omit<DeliverDeps, 'outcome' | 'acknowledgements'> & {
    readonly log: Pick<EventLog, 'append' | 'react'>
    readonly takeReceipt: TakeReceipt
    readonly logger: Logger
  }

/** Pauses between tries, ms: doubling from the first to the longest. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8000
/** Tries of a request that looks hopeless, before people have to look: everything behind it waits. */
const MAX_HOPELESS = 3

export function createSending(deps: SendingDeps): Sending {
  const { fence, log, logger } = deps
  const acknowledgements = createAcknowledgements()
  const outcome = createSendOutcome(log, fence)
  const all = { ...deps, outcome, acknowledgements }
  let current: { mode: string; stopping: AbortController; ended: Promise<void> } | null = null

  async function hold(): Promise<void> {
    const was = current
    current = null
    was?.stopping.abort()
    await was?.ended
  }

  /** One reaction at a time: the next begins when the one before has let go of everything. */
  function switchTo(mode: string, handlerFor: (stopping: AbortController) => HandleRequest): void {
    if (current?.mode === mode) return
    const before = hold()
    const stopping = new AbortController()
    const ended = before
      .then(() => reactToSendRequests(log, fence, handlerFor(stopping), stopping.signal))
      .catch((error: unknown) => logger.error({ err: error, sessionId: fence.sessionId }, 'sending ended'))
    current = { mode, stopping, ended }
  }

  /** Tries until it works, it is hopeless, or sending stops. */
  async function insist<Result>(
    stopping: AbortController,
    messageId: string,
    work: (tries: number) => Promise<Result>,
  ): Promise<Result | 'later' | 'hopeless'> {
    for (let tries = 1; !stopping.signal.aborted; tries++) {
      try {
        return await work(tries)
      } catch (error) {
        const hopeless = isHopeless(error) && tries >= MAX_HOPELESS
        logger[hopeless ? 'error' : 'warn']({ err: error, messageId, tries }, 'the send does not get on')
        if (hopeless) return 'hopeless'
        if (error instanceof LeaseLostError) stopping.abort()
      }
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)), stopping.signal)
    }
    return 'later'
  }

  /** Beginnings one after the other in log order, then outcomes in order per chat. */
  function handler(
    stopping: AbortController,
    begin: (request: SendRequested, tries: number) => Promise<OutboxEntry | null>,
    end: (entry: OutboxEntry, request: SendRequested) => Promise<'done' | 'later'>,
  ): HandleRequest {
    const inLane = createLanes()
    return async (request) => {
      const { messageId } = request.data
      // Entered at once, so beginnings are in log order; the lane of the chat is entered before the next one begins.
      const { handled } = await inLane('beginning', async (): Promise<{ handled: Promise<Handled> }> => {
        const entry = await insist(stopping, messageId, (tries) => begin(request, tries))
        if (entry === 'later' || entry === 'hopeless') return { handled: Promise.resolve(entry) }
        if (entry === null) {
          logger.warn({ messageId }, 'the send names nobody: its person was erased')
          return { handled: Promise.resolve('done') }
        }
        return { handled: inLane(entry.chatId, () => insist(stopping, messageId, () => end(entry, request))) }
      })
      return handled
    }
  }

  return {
    start(connection) {
      switchTo('send', (stopping) =>
        handler(
          stopping,
          (request, tries) => beginSend(all, connection, request, tries),
          (entry, request) => deliver(all, connection, entry, request, stopping.signal),
        ),
      )
    },
    refuse(reason) {
      switchTo(reason, (stopping) =>
        handler(
          stopping,
          (request) => beginRefused(all, request, reason),
          (entry, request) => deliver(all, nowhere, entry, request, stopping.signal),
        ),
      )
    },
    async disconnect() {
      if (current?.mode === 'send') await hold()
    },
    hold,
    acknowledged: (wireId, at) => acknowledgements.hear(wireId, { kind: 'acknowledged', at }),
    refused: (wireId, code) => acknowledgements.hear(wireId, { kind: 'refused', code }),
    async receipt(receipt) {
      await deps.takeReceipt(fence, receipt)
      // A receipt implies the server's word, so nothing needs to go out again for want of it.
      for (const wireId of receipt.wireIds)
        acknowledgements.hear(wireId, { kind: 'acknowledged', at: receipt.at })
    },
    wireFormOf: (wireId) => deps.outbox.wireForm(fence.sessionId, wireId),
  }
}

/** Entries of refused sends have a failure and are never relayed. */
const nowhere: Pick<Connection, 'relay'> = {
  relay: () => Promise.reject(new Error('The session is not linked.')),
}
