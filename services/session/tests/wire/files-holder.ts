// Owns what the holder of a number does with files, on a wire house, and the clock that its asks go by.
import { pino } from 'pino'
import { createSealing } from '../../src/intake/sealing.ts'
import { assertFence } from '../../src/lease/lease.fence.ts'
import { inTransaction } from '../../src/lease/transaction.ts'
import { createPhoneAsks, type PhoneAsks } from '../../src/media/ask-phone.ts'
import { fetchMedia } from '../../src/media/fetch-media.on-message-received.ts'
import { createPhoneAskStore } from '../../src/media/phone-ask.store.ts'
import { createSlots } from '../../src/send/slots.ts'
import type { Line, WireHouse } from './wire-house.ts'

/** Longer than any machine of ours takes for anything; tests that wait it out let it pass. */
const PATIENCE_MS = 60_000

export interface FilesHolder {
  readonly asks: PhoneAsks
  readonly line: Line
  /** Becomes the holder under the present fence; the phone has `patienceMs` to answer. */
  hold(patienceMs?: number): Promise<void>
  connect(): Promise<void>
  disconnect(): Promise<void>
  letGo(): Promise<void>
  /** The phone has had its time to answer. Needs a connection. */
  patienceEnds(): void
}

export async function startFilesHolder(house: WireHouse): Promise<FilesHolder> {
  /** How much more time passed for the asks than for us, ms. */
  let skippedMs = 0
  let held = begin(PATIENCE_MS)
  let line = await online()

  /** Everything a holder of the session does with files. */
  function begin(patienceMs: number) {
    const { log, store, pool } = house
    const fence = house.fence()
    const whatsapp = house.whatsapp()
    const files = {
      log,
      store,
      whatsapp,
      inSlot: createSlots(4),
      maxBytes: 3_000_000,
      assertOwned: () => inTransaction(pool, (client) => assertFence(client, fence)),
      isKnown: () => Promise.resolve(true),
      now: Date.now,
      firstPauseMs: 30,
    }
    const asks = createPhoneAsks(
      {
        ...files,
        asks: createPhoneAskStore({ pool, sealing: createSealing(house.masterKey), fence }),
        now: () => Date.now() + skippedMs,
        patienceMs,
        failpoint: () => {},
        logger: pino({ level: 'silent' }),
      },
      fence,
    )
    const stopping = new AbortController()
    const running = Promise.all([
      fetchMedia({ ...files, leaveToPhone: (file) => asks.take(file) }, fence, stopping.signal),
      asks.run(stopping.signal),
    ])
    return { asks, whatsapp, stopping, running }
  }
  async function online(whatsapp = held.whatsapp): Promise<Line> {
    const { asks } = held
    const opened = await house.open(whatsapp, {
      fileAnswered: (wireId, answer) => asks.answered(wireId, answer),
    })
    await opened.until('online')
    asks.connected(opened.connection)
    return opened
  }
  async function disconnect(): Promise<void> {
    held.asks.disconnected()
    await line.connection.close()
  }

  return {
    get asks() {
      return held.asks
    },
    get line() {
      return line
    },
    async hold(patienceMs = PATIENCE_MS) {
      held = begin(patienceMs)
      line = await online()
    },
    async connect() {
      line = await online(house.whatsapp())
    },
    disconnect,
    async letGo() {
      held.stopping.abort()
      await held.running
      await disconnect()
    },
    patienceEnds() {
      skippedMs += PATIENCE_MS
      // The asks look at the clock when they are connected.
      held.asks.connected(line.connection)
    },
  }
}
