// Owns the files of one held session that only its own phone may still have: asks, waits, fetches, or gives up.
import type { Logger } from '@indoshopster/service/logger'
import { count } from '@indoshopster/service/measure'
import type { Failpoint } from '../failpoint.ts'
import { LeaseLostError } from '../lease/lease.fence.ts'
import { pause } from '../send/pause.ts'
import type { Connection, Fence, WhatsApp } from '../whatsapp/whatsapp.port.ts'
import { fetchFile, type FetchFileDeps } from './fetch-file.ts'
import { afterFault } from './media-attempts.model.ts'
import { tellFailed } from './media-outcome.ts'
import { ASKS, type AskStep, isAwaited, nextStep } from './phone-ask.model.ts'
import type { PhoneAsk, PhoneAskStore } from './phone-ask.store.ts'
import { fileOf, type ReceivedFile } from './received-file.ts'

export interface PhoneAsks {
  /** Keeps a file of the log, to ask for it; durable once resolved. False: the phone cannot be asked for it. */
  take(file: ReceivedFile): Promise<boolean>
  /** Asks leave by this connection from now on. */
  connected(connection: Pick<Connection, 'askForFile'>): void
  disconnected(): void
  /** Awaited before the network is told that we heard the answer. */
  answered(wireId: string, answer: string): Promise<void>
  /** Works until the signal aborts; what is unfinished then is gone on with by whoever holds the session next. */
  run(signal: AbortSignal): Promise<void>
}

export interface PhoneAsksDeps extends FetchFileDeps {
  readonly whatsapp: Pick<WhatsApp, 'openMedia' | 'askNameOf' | 'readAnswer'>
  readonly asks: PhoneAskStore
  readonly now: () => number
  /** How long the phone has to answer, ms. */
  readonly patienceMs: number
  readonly failpoint: Failpoint
  readonly logger: Logger
  /** Tests are less patient. */
  readonly firstPauseMs?: number
}

/** Files the phone is asked for at once: it uploads one after the other, over its owner's line. */
const AT_ONCE = 16
/** Pause after something failed that should not, ms. */
const TROUBLE_MS = 1000
/** Longest sleep, ms; a timer cannot be set for ever. */
const LONGEST_SLEEP_MS = 3_600_000

export function createPhoneAsks(deps: PhoneAsksDeps, fence: Fence): PhoneAsks {
  const { asks, whatsapp, now, patienceMs, failpoint, logger } = deps
  const { sessionId } = fence
  const busy = new Map<string, Promise<void>>()
  let connection: Pick<Connection, 'askForFile'> | null = null
  let sleeping = new AbortController()

  const wake = () => sleeping.abort()

  async function ask({ messageId }: PhoneAsk, { wireMedia }: ReceivedFile): Promise<void> {
    const by = connection
    if (!by) return
    await asks.markAsked(messageId, now())
    failpoint('ask_after_mark')
    try {
      await by.askForFile(wireMedia ?? '')
    } catch (error) {
      await asks.unmarkAsked(messageId)
      throw error
    }
    countAnswer('asked')
    failpoint('ask_after_wire')
  }

  async function giveUp({ messageId, ended }: PhoneAsk, file: ReceivedFile, final: boolean): Promise<void> {
    if (!ended) await tellFailed(deps, fence, file, 'media_gone')
    await asks.end(messageId, now(), final)
  }

  async function read(entry: PhoneAsk, file: ReceivedFile, signal: AbortSignal): Promise<void> {
    const said = entry.answer ?? ''
    const answer = whatsapp.readAnswer(file.wireMedia ?? '', said)
    countAnswer(answer.kind)
    if (answer.kind === 'lost') return giveUp(entry, file, true)
    if (answer.kind !== 'found') return asks.dropAnswer(entry.messageId, said, false)
    for (let attempt = 1; ; attempt++) {
      try {
        await fetchFile(deps, fence, file, answer.wireMedia, signal)
        failpoint('ask_before_end')
        return await asks.end(entry.messageId, now(), true)
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof LeaseLostError) throw error
        const next = afterFault(error instanceof Error ? error.name : '', attempt, deps.firstPauseMs)
        if (next.kind === 'again') {
          await pause(next.inMs, signal)
          continue
        }
        // Thrown away again before we came: the phone still has it.
        if (next.kind === 'ask_phone' && entry.asks < ASKS && !entry.ended)
          return asks.dropAnswer(entry.messageId, said, true)
        if (!entry.ended) await tellFailed(deps, fence, file, next.reason)
        return asks.end(entry.messageId, now(), true)
      }
    }
  }

  async function take(step: AskStep, entry: PhoneAsk, signal: AbortSignal): Promise<void> {
    const file = fileOf(entry.event)
    if (!file || step.kind === 'wait') return
    if (step.kind === 'ask') return ask(entry, file)
    if (step.kind === 'read') return read(entry, file, signal)
    countAnswer('silent')
    return giveUp(entry, file, false)
  }

  function begin(step: AskStep, entry: PhoneAsk, signal: AbortSignal): void {
    const work = take(step, entry, signal)
      .catch(async (error: unknown) => {
        if (signal.aborted) return
        // The supervisor hears of a lost lease elsewhere.
        if (!(error instanceof LeaseLostError))
          logger.warn({ err: error, sessionId }, 'the phone could not be asked for a file')
        await pause(TROUBLE_MS, signal)
      })
      .finally(() => {
        busy.delete(entry.messageId)
        wake()
      })
    busy.set(entry.messageId, work)
  }

  /** Begins what is due; answers when something is due next, ms since the epoch. */
  async function round(signal: AbortSignal): Promise<number> {
    // Work that ends while the rows are read may not show in them yet; its end begins another round.
    const inWork = new Set(busy.keys())
    const entries = await asks.inHand()
    const awaited = (entry: PhoneAsk) => isAwaited(entry, now(), patienceMs) || inWork.has(entry.messageId)
    let asked = entries.filter(awaited).length
    let next = Infinity
    for (const entry of entries) {
      if (inWork.has(entry.messageId) || signal.aborted) continue
      const step = nextStep(entry, { now: now(), online: connection !== null, patienceMs })
      if (step.kind === 'wait') next = Math.min(next, step.until)
      else if (step.kind !== 'ask' || asked++ < AT_ONCE) begin(step, entry, signal)
    }
    return next
  }

  return {
    async take(file) {
      const wireId = whatsapp.askNameOf(file.wireMedia ?? '')
      if (wireId === null) return false
      await asks.open(file.event, wireId, now())
      failpoint('ask_after_take')
      wake()
      return true
    },
    connected(by) {
      connection = by
      wake()
    },
    disconnected() {
      connection = null
    },
    async answered(wireId, answer) {
      await asks.answered(wireId, answer)
      failpoint('ask_after_answer')
      wake()
    },
    async run(signal) {
      while (!signal.aborted) {
        sleeping = new AbortController()
        const until = await round(signal).catch((error: unknown) => {
          logger.warn({ err: error, sessionId }, 'lost files wait')
          return now() + TROUBLE_MS
        })
        const ms = Math.min(LONGEST_SLEEP_MS, Math.max(0, until - now()))
        await pause(ms, AbortSignal.any([signal, sleeping.signal]))
      }
      await Promise.all(busy.values())
    },
  }
}

function countAnswer(what: 'asked' | 'found' | 'lost' | 'refused' | 'not_ours' | 'silent'): void {
  count('phone_asked_total', 'Asks to our own phones for lost files, and what they said', { what })
}
