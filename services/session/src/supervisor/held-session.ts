// Owns one session while this process holds its lease: connects, pairs, reconnects, unlinks, as the log asks.
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import { LeaseLostError } from '../lease/lease.fence.ts'
import type { Claim, LeaseStore } from '../lease/lease.store.ts'
import type { Announce } from '../session/session.announcer.ts'
import type { SessionFact } from '../session/session.decider.ts'
import type { LiveState } from '../session/session.model.ts'
import type { ConnectionSink, BookEntry, Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import type { PhoneAsks } from '../media/ask-phone.ts'
import type { Sending } from '../send/sending.ts'
import { backoffMs } from './backoff.model.ts'
import { afterClose } from './closing.model.ts'
import { goalOf, isBehind, type Listed, sendRefusal } from './goal.model.ts'
import type { History } from './history.ts'
import { type Ending, liveOnce, type News, type Shown } from './life.ts'
import { createMailbox } from './mailbox.ts'
import { within } from './within.ts'

export interface HeldSession {
  readonly sessionId: string
  readonly fence: Fence
  /** Records what was seen of it elsewhere; resolves when it is in the log. */
  tell(fact: SessionFact): Promise<void>
  live(): LiveState | null
  /** Looks at the log again; with what the list tells, only where that is more than was read. */
  wake(listed?: Listed): void
  /** Pairs by code with the phone of this number from now on; null: by QR. */
  pairWith(phone: string | null): void
  /** Closes what is open and ends; resolves when nothing more is written. Does not release the lease. */
  stop(why: 'handed_over' | 'lease_lost'): Promise<void>
}

export interface HoldDeps {
  readonly whatsapp: WhatsApp
  readonly history: History
  readonly leases: Pick<LeaseStore, 'lasts' | 'markUnlinked' | 'renew'>
  readonly sending: Sending
  readonly asks: Pick<PhoneAsks, 'connected' | 'disconnected' | 'answered'>
  readonly announce: Announce
  readonly hearing: Pick<ConnectionSink, 'groupNamed' | 'typing'>
  readonly keepBookEntries: (entries: readonly BookEntry[]) => Promise<void>
  readonly logger: Logger
  readonly now: () => number
  /** Between 0 and 1, for jitter. */
  readonly chance: () => number
  /** Longest silence of a connection that is not online yet, ms. */
  readonly loginMs: number
  /** Told when a write of ours was refused because another owner took over. */
  readonly onLost: () => void
}

/** Longest a fact may wait to be in the log, ms; after an error it may never be heard. */
const TELL_MS = 10_000

/** A connection that was online this long, ms, was a good one: the next failure counts as the first. */
const STEADY_MS = 10_000

/** Starts holding a session. An error in it is logged and tried again; it never reaches other sessions. */
export function holdSession(claim: Claim, deps: HoldDeps): HeldSession {
  const { fence } = claim
  const { whatsapp, history, leases, sending, logger, now, chance } = deps
  const { sessionId, workspace } = fence
  const mailbox = createMailbox<News>()
  let unlinkedSequence = claim.unlinkedSequence
  let live: LiveState | null = null
  let stopping: 'handed_over' | 'lease_lost' | null = null
  let failures = 0
  let onlineAt: number | null = null
  let codeFor: string | null = null
  let told = Promise.resolve()

  function show(next: Shown | null): void {
    const sequence = history.sequence()
    const since = live && next?.state === live.state ? live.since : new Date(now()).toISOString()
    live = next ? { ...next, since, sequence } : null
    told = told.then(() => deps.announce(workspace, sessionId, sequence))
  }

  const goal = () => {
    const row = history.row()
    return row ? goalOf(row, unlinkedSequence) : 'rest'
  }

  /** Waits until the pause is over, the log asks for something else, or it is time to stop. */
  async function pause(ms?: number): Promise<void> {
    const before = goal()
    const read = history.sequence()
    const until = now() + (ms ?? 0)
    while (stopping === null) {
      const left = ms === undefined ? undefined : until - now()
      if (left !== undefined && left <= 0) return
      const news = await mailbox.take(left)
      if (news?.kind === 'fact') {
        await history.record(news.fact)
        news.recorded?.()
      }
      if (news?.kind === 'wake') await history.refresh()
      // Signals here are last words of a connection that is closed already; a fact may find what others appended.
      if (goal() !== before || (ms === undefined && history.sequence() !== read)) return
    }
  }

  /** After an error the log may be away, so only a stop cuts this wait short. */
  async function sleep(ms: number): Promise<void> {
    const until = now() + ms
    while (stopping === null && now() < until) await mailbox.take(until - now())
  }

  async function forget(): Promise<void> {
    const row = history.row()
    if (!row) return
    await whatsapp.forget(fence)
    if (row.unlink_sequence > unlinkedSequence) {
      await leases.markUnlinked(fence, row.unlink_sequence)
      unlinkedSequence = row.unlink_sequence
    }
  }

  async function afterFinal(fact: SessionFact, aim: 'connect' | 'unlink'): Promise<void> {
    // The network says that the device is no more: that is what unlinking wanted.
    if (aim === 'unlink') return forget()
    // Keys left behind by a pairing that never reached the log are of no use.
    if (fact.kind === 'saw_logged_out' && !history.row()?.linked) await forget()
    else await history.record(fact)
    if (goal() === 'connect') await pause(backoffMs(failures++, chance()))
  }

  async function afterEnding(ending: Ending, aim: 'connect' | 'unlink'): Promise<void> {
    if (ending.kind === 'unlinked') return forget()
    if (ending.kind === 'goal_changed') return
    count('connections_closed_total', 'Connections that ended', { cause: ending.cause })
    const next = afterClose(ending.cause, failures, chance())
    if (next.kind === 'final') return afterFinal(next.fact, aim)
    const reason = next.kind === 'retry' ? next.reason : null
    if (aim === 'connect') {
      if (reason) await history.record({ kind: 'saw_offline', reason })
      const linked = history.row()?.linked ?? false
      // A restart is part of a pairing, not a loss.
      if (reason !== 'restart_required' || live?.state === 'online')
        show({ state: linked ? 'reconnecting' : 'starting', reason: linked ? reason : null, qr: null })
    }
    failures++
    await pause(next.kind === 'retry' ? next.pauseMs : 0)
    // A number taken over elsewhere may have been taken over by the next owner of the lease.
    if (ending.cause === 'replaced' && !(await leases.renew([fence])).has(sessionId)) {
      throw new LeaseLostError('The number is held elsewhere.')
    }
  }

  /** What breaks as soon as it is up would else be tried every second for ever, which the network may punish. */
  function forgiveFailures(): void {
    if (onlineAt !== null && now() - onlineAt >= STEADY_MS) failures = 0
    onlineAt = null
  }

  async function step(): Promise<void> {
    const row = history.row()
    const refusal = row ? sendRefusal(row) : null
    if (refusal) sending.refuse(refusal)
    const aim = goal()
    if (aim === 'forget') return forget()
    if (aim === 'rest') {
      show(null)
      return pause()
    }
    if (!refusal) await sending.hold()
    const ending = await liveOnce({
      ...deps,
      fence,
      mailbox,
      goal,
      show,
      stopping: () => stopping !== null,
      codeFor: () => (history.row()?.linked ? null : codeFor),
      onOnline: () => {
        onlineAt = now()
      },
    }).finally(forgiveFailures)
    if (stopping === null) await afterEnding(ending, aim)
  }

  async function begin(): Promise<void> {
    await history.refresh()
    const row = history.row()
    // A run of ours that was killed, or failed, could not tell that its connection ended.
    if (row) await history.record({ kind: 'saw_offline', reason: 'connection_lost' })
    if (row && goal() === 'connect')
      show({ state: row.linked ? 'reconnecting' : 'starting', reason: null, qr: null })
  }

  async function run(): Promise<void> {
    let begun = false
    while (stopping === null) {
      try {
        if (!begun) await begin()
        begun = true
        await step()
      } catch (error) {
        if (error instanceof LeaseLostError) {
          deps.onLost()
          return
        }
        logger.warn({ err: error, sessionId }, 'session starts over')
        begun = false
        await sleep(backoffMs(failures++, chance()))
      }
    }
  }

  const ended = run().then(() => sending.hold())

  return {
    sessionId,
    fence,
    tell: (fact) => within(TELL_MS, new Promise((recorded) => mailbox.put({ kind: 'fact', fact, recorded }))),
    live: () => live,
    wake(listed) {
      if (!listed || isBehind(history.row(), listed)) mailbox.put({ kind: 'wake' })
    },
    pairWith(phone) {
      codeFor = phone
      mailbox.put({ kind: 'code_wanted' })
    },
    async stop(why) {
      stopping ??= why
      mailbox.put({ kind: 'stop' })
      await ended
      if (why === 'handed_over') {
        await history
          .record({ kind: 'saw_offline', reason: 'handed_over' })
          .catch((error: unknown) =>
            logger.warn({ err: error, sessionId }, 'the hand-over is not in the log'),
          )
      }
      show(null)
      await told
    },
  }
}
