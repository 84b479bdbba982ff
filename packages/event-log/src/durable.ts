// Owns the durable consumer behind a reaction, and how it goes on after a killed run without disorder or a gap.
import {
  AckPolicy,
  type ConsumerConfig,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiError,
  type JetStreamManager,
} from '@nats-io/jetstream'
import { EVENTS } from '@indoshopster/contracts/streams'
import { cover } from './subject-cover.ts'

export interface Durable {
  readonly name: string
  readonly subjects: readonly string[]
  readonly ackWaitMs: number
  readonly maxInFlight: number
  /** Where one that does not exist yet begins. */
  readonly begin: 'all' | 'new'
}

/** Holds the place while a durable is made anew; it exists only in between. */
const placeholderOf = (name: string) => `${name}__place`

/**
 * Makes the durable. When a killed run left unacknowledged messages behind it is made anew from its ack floor: waiting
 * for their redelivery would let newer messages of the same key overtake them. The place is written down in a second
 * consumer first, because a process killed between delete and add would else begin at the wrong end.
 */
export async function prepareDurable(manager: JetStreamManager, durable: Durable): Promise<void> {
  const config = configOf(durable)
  const info = await consumerInfo(manager, durable.name)
  const place = await consumerInfo(manager, placeholderOf(durable.name))
  if (info === null && place === null) {
    const deliver_policy = durable.begin === 'all' ? DeliverPolicy.All : DeliverPolicy.New
    await manager.consumers.add(EVENTS.name, { ...config, deliver_policy })
    return
  }
  if (info === null) {
    await restart(manager, durable, place?.config.opt_start_seq ?? 1)
  } else if (info.num_ack_pending > 0) {
    const from = info.ack_floor.stream_seq + 1
    if (place !== null) await manager.consumers.delete(EVENTS.name, placeholderOf(durable.name))
    await manager.consumers.add(
      EVENTS.name,
      startingAt(from, { ...config, durable_name: placeholderOf(durable.name) }),
    )
    await manager.consumers.delete(EVENTS.name, durable.name)
    await restart(manager, durable, from)
  } else {
    if (place !== null) await manager.consumers.delete(EVENTS.name, placeholderOf(durable.name))
    await followSettings(manager, durable, info)
  }
}

async function restart(manager: JetStreamManager, durable: Durable, from: number): Promise<void> {
  await manager.consumers.add(EVENTS.name, startingAt(from, configOf(durable)))
  await manager.consumers.delete(EVENTS.name, placeholderOf(durable.name))
}

/** Settings of a release that is newer than the durable. */
async function followSettings(
  manager: JetStreamManager,
  durable: Durable,
  info: ConsumerInfo,
): Promise<void> {
  const { filter_subject, max_ack_pending } = info.config
  const same = filter_subject === cover(durable.subjects) && max_ack_pending === durable.maxInFlight
  if (!same) await manager.consumers.update(EVENTS.name, durable.name, configOf(durable))
}

function configOf(durable: Durable): Partial<ConsumerConfig> {
  return {
    durable_name: durable.name,
    filter_subject: cover(durable.subjects),
    ack_policy: AckPolicy.Explicit,
    ack_wait: durable.ackWaitMs * 1_000_000,
    max_ack_pending: durable.maxInFlight,
    max_deliver: -1,
  }
}

function startingAt(sequence: number, config: Partial<ConsumerConfig>): Partial<ConsumerConfig> {
  return { ...config, deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: sequence }
}

async function consumerInfo(manager: JetStreamManager, name: string): Promise<ConsumerInfo | null> {
  try {
    return await manager.consumers.info(EVENTS.name, name)
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return null
    throw error
  }
}
