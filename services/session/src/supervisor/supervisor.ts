// Owns which sessions this process holds: claims its share of them, renews their leases, gives them up.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@indoshopster/service/logger'
import type { HolderStore } from '../lease/holders.store.ts'
import type { Claim, LeaseStore } from '../lease/lease.store.ts'
import type { Listed } from './goal.model.ts'
import type { HeldSession } from './held-session.ts'
import type { Poke } from './pokes.ts'
import { courtesyMs, type Spread, surplusOf } from './share.model.ts'
import { within } from './within.ts'

export interface Supervisor {
  /** Claims what is free, and at the first time what a former run of ours held. */
  start(): Promise<void>
  /** Looks at a session at once: something was asked of it, or its owner gave it up. */
  poked(poke: Poke): void
  held(): readonly HeldSession[]
  /** Closes every connection, gives every lease up and tells others to claim. */
  stop(): Promise<void>
}

export interface SupervisorDeps {
  readonly network: Poke['network']
  readonly leases: Pick<LeaseStore, 'claim' | 'free' | 'renew' | 'release'>
  readonly holders: HolderStore
  /** The sessions of this network that need a holder. */
  readonly sessionsToHold: () => Promise<readonly Listed[]>
  readonly hold: (claim: Claim, onLost: () => void) => HeldSession
  readonly sendPoke: (poke: Poke) => void
  readonly logger: Logger
  /** Milliseconds that never jump back. */
  readonly clock: () => number
  readonly renewEveryMs: number
  /** How long a lease lasts without renewal. */
  readonly leaseMs: number
  /** How long nobody may have come before sessions move to spread evenly, ms: a deploy is over by then. */
  readonly settleMs: number
}

/** How many sessions are claimed or given up at once. */
const AT_ONCE = 8

export function createSupervisor(deps: SupervisorDeps): Supervisor {
  const { leases, holders, logger, network, clock } = deps
  const held = new Map<string, Held>()
  const closing = new Map<string, Promise<void>>()
  let spread: Spread = { wanted: 0, holders: 1 }
  let renewedAt = clock()
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  let renewing = Promise.resolve()
  let looking: Promise<void> | null = null

  async function claim(sessionId: string, workspace: string, takeOwn: boolean): Promise<void> {
    // One that still closes is for a later look: waiting for it here would hold up all others.
    if (stopping || held.has(sessionId) || closing.has(sessionId)) return
    try {
      const claimed = await leases.claim({ sessionId, workspace }, takeOwn)
      if (!claimed) return
      if (stopping || held.has(sessionId)) return await leases.release(claimed.fence)
      const session = deps.hold(claimed, () => drop(sessionId, claimed))
      held.set(sessionId, { claim: claimed, session })
    } catch (error) {
      logger.warn({ err: error, sessionId }, 'the session could not be claimed')
    }
  }

  /** Stops acting for a session whose lease is another's now. */
  function drop(sessionId: string, claimed: Claim): void {
    const entry = held.get(sessionId)
    if (entry?.claim !== claimed) return
    held.delete(sessionId)
    logger.warn({ sessionId }, 'another owner holds the session now')
    const closed = entry.session
      .stop('lease_lost')
      .catch((error: unknown) => logger.error({ err: error, sessionId }, 'stop failed'))
      .finally(() => closing.delete(sessionId))
    closing.set(sessionId, closed)
  }

  async function renew(): Promise<void> {
    const before = clock()
    const entries = [...held.values()]
    try {
      const ours = await within(deps.renewEveryMs, leases.renew(entries.map(({ claim }) => claim.fence)))
      renewedAt = before
      for (const { claim } of entries) {
        if (!ours.has(claim.fence.sessionId)) drop(claim.fence.sessionId, claim)
      }
    } catch (error) {
      logger.warn({ err: error }, 'the leases could not be renewed')
      if (clock() - renewedAt < deps.leaseMs) return
      // Others may have claimed by now; a later look at the list takes back what nobody did.
      for (const { claim } of entries) drop(claim.fence.sessionId, claim)
    }
  }

  async function look(begins: boolean): Promise<void> {
    const present = await holders.appear(begins)
    const wanted = await deps.sessionsToHold()
    spread = { wanted: wanted.length, holders: present.count }
    // A poke may have been lost while the holder's connection was away; the list comes by another way.
    for (const listed of wanted) held.get(listed.id)?.session.wake(listed)
    const missing = wanted.filter(({ id }) => !held.has(id))
    const free =
      missing.length > 0
        ? await leases.free(
            missing.map(({ id }) => id),
            begins,
          )
        : new Set<string>()
    await inGroups(
      missing.filter(({ id }) => free.has(id)),
      async ({ id, workspace }) => {
        if (!begins) await sleep(courtesyMs(held.size, spread))
        await claim(id, workspace, begins)
      },
    )
    if (present.settledMs >= deps.settleMs) await giveAway(surplusOf(held.size, spread))
  }

  /** Hands some over, for others that have room; what is being paired or waits for staff stays. */
  async function giveAway(count: number): Promise<void> {
    const movable = [...held.values()].filter(({ session }) => session.live()?.state === 'online')
    const chosen = count > 0 ? movable.slice(-count) : []
    if (chosen.length > 0)
      logger.info({ count: chosen.length, ...spread }, 'sessions move to other processes')
    for (const entry of chosen) if (!stopping) await giveUp(entry)
  }

  /** Renewals wait for nothing but the renewal before: a slow claim must not cost the leases of all sessions. */
  function tick(): void {
    renewing = renewing.then(renew)
    if (stopping) return
    looking ??= look(false)
      .catch((error: unknown) => logger.warn({ err: error }, 'the list of sessions is away'))
      .finally(() => {
        looking = null
      })
  }

  async function giveUp(entry: Held): Promise<void> {
    const { sessionId, workspace } = entry.claim.fence
    if (held.get(sessionId) !== entry) return
    try {
      await entry.session.stop('handed_over')
    } catch (error) {
      logger.warn({ err: error, sessionId }, 'the session could not be closed well')
    }
    // Renewed until here: nobody may claim a session whose connection is still open.
    if (held.get(sessionId) === entry) held.delete(sessionId)
    try {
      await leases.release(entry.claim.fence)
      deps.sendPoke({ sessionId, workspace, network })
    } catch (error) {
      logger.warn({ err: error, sessionId }, 'the session could not be handed over')
    }
  }

  return {
    async start() {
      await look(true)
      timer = setInterval(tick, deps.renewEveryMs)
    },
    poked({ sessionId, workspace, network: theirs, repeated }) {
      const entry = held.get(sessionId)
      if (entry) return entry.session.wake()
      if (theirs !== network || repeated) return
      // The list may not know it yet.
      const courtesy = courtesyMs(held.size, { ...spread, wanted: spread.wanted + 1 })
      void sleep(courtesy).then(() => claim(sessionId, workspace, false))
    },
    held: () => [...held.values()].map(({ session }) => session),
    async stop() {
      stopping = true
      await Promise.all([renewing, looking])
      await holders.leave().catch((error: unknown) => logger.warn({ err: error }, 'others are not told'))
      // The timer goes on renewing what is not given up yet.
      await inGroups([...held.values()], giveUp)
      clearInterval(timer)
      await renewing
    },
  }
}

interface Held {
  readonly claim: Claim
  readonly session: HeldSession
}

async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map(work))
}
