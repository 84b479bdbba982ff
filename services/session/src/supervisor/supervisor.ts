// Owns which sessions this process holds: claims them, renews their leases, gives them up.
import type { Logger } from '@indoshopster/service/logger'
import type { Claim, LeaseStore } from '../lease/lease.store.ts'
import type { HeldSession } from './held-session.ts'
import type { Poke } from './pokes.ts'

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
  readonly leases: LeaseStore
  /** The sessions of this network that need a holder. */
  readonly sessionsToHold: () => Promise<readonly { id: string; workspace: string }[]>
  readonly hold: (claim: Claim, onLost: () => void) => HeldSession
  readonly sendPoke: (poke: Poke) => void
  readonly logger: Logger
  /** Milliseconds that never jump back. */
  readonly clock: () => number
  readonly renewEveryMs: number
  /** How long a lease lasts without renewal. */
  readonly leaseMs: number
}

/** How many sessions are claimed or given up at once. */
const AT_ONCE = 8

export function createSupervisor(deps: SupervisorDeps): Supervisor {
  const { leases, logger, network, clock } = deps
  const held = new Map<string, { claim: Claim; session: HeldSession }>()
  const closing = new Map<string, Promise<void>>()
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

  async function look(takeOwn: boolean): Promise<void> {
    const wanted = (await deps.sessionsToHold()).filter(({ id }) => !held.has(id))
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const some = wanted.slice(from, from + AT_ONCE)
      await Promise.all(some.map(({ id, workspace }) => claim(id, workspace, takeOwn)))
    }
  }

  /** Renewals wait for nothing but the renewal before: a slow claim must not cost the leases of all sessions. */
  function tick(): void {
    renewing = renewing.then(renew)
    looking ??= look(false)
      .catch((error: unknown) => logger.warn({ err: error }, 'the list of sessions is away'))
      .finally(() => {
        looking = null
      })
  }

  return {
    async start() {
      await look(true)
      timer = setInterval(tick, deps.renewEveryMs)
    },
    poked({ sessionId, workspace, network: theirs }) {
      const entry = held.get(sessionId)
      if (entry) entry.session.wake()
      else if (theirs === network) void claim(sessionId, workspace, false)
    },
    held: () => [...held.values()].map(({ session }) => session),
    async stop() {
      stopping = true
      clearInterval(timer)
      await Promise.all([renewing, looking])
      const entries = [...held.values()]
      for (let from = 0; from < entries.length; from += AT_ONCE) {
        await Promise.all(entries.slice(from, from + AT_ONCE).map(giveUp))
      }
    },
  }

  async function giveUp({ claim, session }: { claim: Claim; session: HeldSession }): Promise<void> {
    const { sessionId, workspace } = claim.fence
    try {
      await session.stop('handed_over')
      await leases.release(claim.fence)
      deps.sendPoke({ sessionId, workspace, network })
    } catch (error) {
      logger.warn({ err: error, sessionId }, 'the session could not be handed over')
    }
  }
}

function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
