// Owns the traffic of a chaos run: customers write, a partner sends, each in order, and what was taken is remembered.
import { Refused } from '../../scripts/seeding/http.ts'
import type { House } from '../../scripts/testing/house.ts'
import { customerWrites, partnerSends, type Shop } from '../world/shop.ts'

/** One customer: what they wrote, and what the partner's calls to them were answered. */
export interface LoadLane {
  readonly customer: string
  /** Texts in the order the phone sent them. */
  readonly written: string[]
  /** Ids on the wire, newest last. */
  readonly wireIds: string[]
  /** Our message id and text of every accepted call, in order. */
  readonly accepted: { readonly id: string; readonly text: string }[]
}

export interface Load {
  readonly lanes: readonly LoadLane[]
  /** Calls of the partner that got no clear answer and were repeated under their key. */
  repeated(): number
  /** Ends it; resolves when every call has its clear answer. */
  stop(): Promise<void>
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts it: `perSecond` messages each way over all customers. */
export function startLoad(house: House, shop: Shop, customers: readonly string[], perSecond: number): Load {
  const lanes = customers.map(
    (customer) => ({ customer, written: [], wireIds: [], accepted: [] }) as LoadLane,
  )
  const everyMs = (1000 * customers.length) / perSecond
  let running = true
  let repeated = 0

  async function write(lane: LoadLane, index: number): Promise<void> {
    for (let n = 0; running; n++) {
      const pause = sleep(everyMs)
      const text = `in ${index} ${n}`
      lane.wireIds.push(await customerWrites(house, lane.customer, shop.phone, text))
      lane.written.push(text)
      await pause
    }
  }

  async function send(lane: LoadLane, index: number): Promise<void> {
    for (let n = 0; running; n++) {
      const pause = sleep(everyMs)
      const data = { fullname: `L${index}`, order_id: n }
      const id = await clearAnswer(() =>
        partnerSends(house, shop, lane.customer, data, { 'idempotency-key': `chaos-${index}-${n}` }),
      )
      lane.accepted.push({ id, text: `Hi L${index}, order ${n} is on its way.` })
      await pause
    }
  }

  /** A partner who gets no answer, or one that says try again, repeats the call with the same key. */
  async function clearAnswer(ask: () => Promise<string>): Promise<string> {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        if (error instanceof Refused && error.status < 500 && error.status !== 429) throw error
        repeated++
        await sleep(200)
      }
    }
  }

  const ended = Promise.all(lanes.flatMap((lane, index) => [write(lane, index), send(lane, index)]))
  return {
    lanes,
    repeated: () => repeated,
    async stop() {
      running = false
      await ended
    },
  }
}
