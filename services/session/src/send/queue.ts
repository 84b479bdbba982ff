// Owns the sends in hand while one connection lasts: begun in log order, delivered in order per chat.
import type { SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { Logger } from '@indoshopster/service/logger'
import { inTraceparent } from '@indoshopster/service/trace-context'
import { LeaseLostError } from '../lease/lease.fence.ts'
import { isHopeless } from './hopeless.ts'
import { createLanes } from './lanes.ts'
import type { OutboxEntry } from './outbox.model.ts'
import { pause } from './pause.ts'
import type { Handled } from './send.on-send-requested.ts'
import type { Waiting } from './waiting-measure.ts'

export interface Queue {
  /** Takes what former runs and connections left waiting. Resolves when all of it has its place, or sending stops. */
  load(): Promise<void>
  /** Gives a request its place; it is delivered in its turn. */
  take(request: SendRequested): Promise<Handled>
  /** Resolves when nothing is in hand any more. */
  drained(): Promise<void>
}

export interface QueueDeps {
  readonly stopping: AbortController
  readonly logger: Logger
  readonly waiting: () => Promise<readonly { messageId: string; chatId: string }[]>
  readonly onWaiting: Waiting
  readonly find: (messageId: string) => Promise<OutboxEntry | null>
  /** Null: it has ended already. */
  readonly begin: (request: SendRequested) => Promise<OutboxEntry | null>
  /** `begun`: here and now; else by a run or a connection before, which may not have told that it waits. */
  readonly end: (entry: OutboxEntry, begun: boolean) => Promise<'done' | 'later'>
  /** Tells that a send cannot be carried out, whatever is tried. */
  readonly giveUp: (what: SendRequested | OutboxEntry) => Promise<void>
}

/** Pauses between tries, ms: doubling from the first to the longest. */
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 8000
/** Tries of a send that looks hopeless before it fails. */
const MAX_HOPELESS = 3
/** Sends whose content is kept in memory while they wait; of more only the ids. */
const MAX_KEPT = 1000

export function createQueue(deps: QueueDeps): Queue {
  const { stopping, logger } = deps
  const inLane = createLanes()
  const inHand = new Map<string, Promise<unknown>>()

  /** Tries until it works, it is hopeless, or sending stops. */
  async function insist<Result>(
    messageId: string,
    work: () => Promise<Result>,
  ): Promise<Result | 'later' | 'hopeless'> {
    for (let tries = 1; !stopping.signal.aborted; tries++) {
      try {
        return await work()
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

  function giveUp(messageId: string, what: SendRequested | OutboxEntry) {
    return insist(messageId, () => deps.giveUp(what))
  }

  /** Enters the lane of the chat at once, so that order is the order of calls. */
  function deliver(messageId: string, chatId: string, known: OutboxEntry | null): void {
    const kept = inHand.size < MAX_KEPT ? known : null
    const delivered = inLane(chatId, async () => {
      const entry = kept ?? (await insist(messageId, () => deps.find(messageId)))
      if (entry === null || entry === 'later' || entry === 'hopeless') return
      const ended = await inTraceparent(entry.cause?.traceparent, 'send', () =>
        insist(messageId, () => deps.end(entry, known !== null)),
      )
      if (ended === 'hopeless') await giveUp(messageId, entry)
    })
    inHand.set(messageId, delivered)
    deps.onWaiting(1)
    const leave = () => {
      inHand.delete(messageId)
      deps.onWaiting(-1)
    }
    delivered.then(leave, (error: unknown) => {
      leave()
      logger.error({ err: error, messageId }, 'a send broke')
    })
  }

  return {
    async load() {
      const waiting = await insist('all', deps.waiting)
      if (waiting === 'later' || waiting === 'hopeless') return
      for (const { messageId, chatId } of waiting) deliver(messageId, chatId, null)
    },
    take: (request) =>
      // Entered at once, so beginnings are in log order.
      inLane('beginning', async () => {
        const { messageId } = request.data
        // Told again, as after a log that forgot what was confirmed: what waits here would go out a second time.
        if (inHand.has(messageId)) return 'done'
        const entry = await insist(messageId, () => deps.begin(request))
        if (entry === 'later') return 'later'
        if (entry === 'hopeless') {
          await giveUp(messageId, request)
          return 'hopeless'
        }
        if (entry) deliver(messageId, entry.chatId, entry)
        return 'done'
      }),
    async drained() {
      while (inHand.size > 0) await Promise.allSettled(inHand.values())
    },
  }
}
