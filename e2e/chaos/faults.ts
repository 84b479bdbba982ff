// Owns what a chaos run breaks, one thing after the other, chosen by the seed.
import { call } from '../../scripts/seeding/http.ts'
import type { House, ProgramName } from '../../scripts/testing/house.ts'
import type { Stores } from '../../scripts/testing/own-stores.ts'
import type { Chance } from './random.model.ts'
import type { LoadLane } from './load.ts'

type Killed = Extract<ProgramName, 'session' | 'inbox' | 'gateway'> | 'nats' | 'postgres'
type OnTheWire = 'cut' | 'redeliver' | 'resend' | 'undecryptable' | 'drop_acks' | 'delay_acks'

/** How often each was done. */
export type FaultCounts = Record<Killed | OnTheWire, number>

export const noFaults = (): FaultCounts => ({
  session: 0,
  inbox: 0,
  gateway: 0,
  nats: 0,
  postgres: 0,
  cut: 0,
  redeliver: 0,
  resend: 0,
  undecryptable: 0,
  drop_acks: 0,
  delay_acks: 0,
})

/** The session is where messages are lost elsewhere, so it dies as often as everything else together. */
const killed: readonly [Killed, ...Killed[]] = [
  'session',
  'session',
  'session',
  'session',
  'inbox',
  'gateway',
  'nats',
  'postgres',
]
const onTheWire: readonly [OnTheWire, ...OnTheWire[]] = [
  'cut',
  'redeliver',
  'resend',
  'undecryptable',
  'drop_acks',
  'delay_acks',
]

export interface Ground {
  readonly house: House
  readonly stores: Pick<Stores, 'postgres' | 'nats'>
  readonly lanes: readonly LoadLane[]
  /** The number whose connection is broken. */
  readonly phone: string
  readonly chance: Chance
  readonly counts: FaultCounts
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Kills one process or server with SIGKILL and starts it again after up to a second. */
export async function killOne({ house, stores, chance, counts }: Ground): Promise<void> {
  const victim = chance.pick(killed)
  const down = chance.next() * 1000
  counts[victim]++
  if (victim === 'nats' || victim === 'postgres') {
    process.kill(stores[victim].pid, 'SIGKILL')
    await sleep(down)
    return stores[victim].startAgain()
  }
  const program = house.programs[victim]
  await program.kill()
  await sleep(down)
  await program.startAgain()
}

/** Breaks the line between the server and the number in one of the ways such lines break. */
export async function disturbWire({ house, lanes, phone, chance, counts }: Ground): Promise<void> {
  const kind = chance.pick(onTheWire)
  const lane = lanes[Math.floor(chance.next() * lanes.length)]
  const messageId = lane?.wireIds.at(-1 - Math.floor(chance.next() * 5))
  const inject = (fault: object) => call('POST', `${house.simulatorUrl}/api/faults`, fault)
  switch (kind) {
    case 'cut':
      await inject({ kind, phone })
      break
    case 'redeliver':
    case 'resend':
      if (!messageId) return
      await inject({ kind, messageId })
      break
    case 'undecryptable':
    case 'drop_acks':
      await inject({ kind, phone, count: 1 + Math.floor(chance.next() * 3) })
      break
    case 'delay_acks':
      await inject({ kind, phone, ms: 1500 })
      await sleep(1500)
      await inject({ kind, phone, ms: 0 })
  }
  counts[kind]++
}
