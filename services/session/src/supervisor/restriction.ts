// Owns what a held number that is online makes of its restriction: shown, obeyed by its sends, lifted when it is over.
import type { Account } from '../send/account.ts'
import type { SessionFact } from '../session/session.decider.ts'
import {
  type LiveState,
  restrictionAt,
  restrictionEnds,
  type RestrictionKind,
} from '../session/session.model.ts'
import type { History } from './history.ts'

interface Deps {
  readonly history: Pick<History, 'row' | 'record' | 'sequence'>
  readonly now: () => number
  readonly show: (next: Pick<LiveState, 'state' | 'reason' | 'qr'>) => void
}

export const online = { state: 'online', reason: null, qr: null } as const

/** Longest wait for the end of a restriction, ms; timers cannot wait for weeks. */
const LONGEST_MS = 3_600_000

/** How long until the end of a restriction has to be looked at again, ms; undefined: there is none. Lifts what is over. */
export async function liftedIn(deps: Deps): Promise<number | undefined> {
  const ends = restrictionEnds(deps.history.row())
  if (ends === null) return undefined
  const left = ends - deps.now()
  if (left > 0) return Math.min(left, LONGEST_MS)
  await keep(deps, { kind: 'saw_unrestricted' })
  return undefined
}

/** Records what was seen of the number while it is online, and lets everyone know. */
export async function keep({ history, show }: Deps, fact: SessionFact): Promise<void> {
  const before = history.sequence()
  await history.record(fact)
  if (history.sequence() !== before) show(online)
}

/**
 * What sends know and tell of the number; a refusal counts from the moment it is heard, before it is in the log.
 * `report` hands a fact on to be recorded, and calls back when it is.
 */
export function accountOf(
  { history, now }: Pick<Deps, 'history' | 'now'>,
  report: (fact: SessionFact, recorded?: () => void) => void,
): Account {
  let heardOf: RestrictionKind | null = null
  return {
    restriction: () => restrictionAt(history.row(), now()) ?? heardOf,
    refused(heard) {
      const restriction = heard ? 'all_sends' : 'new_chats'
      heardOf ??= restriction
      report({ kind: 'saw_restricted', restriction, until: null }, () => {
        heardOf = null
      })
    },
    accepted(heard) {
      if (history.row()?.restriction) report({ kind: 'saw_accepted', heard })
    },
  }
}
