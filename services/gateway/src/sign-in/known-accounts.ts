// Answers: may this account still come in, and as what? A copy of the accounts' events in memory, so that a role that
// was taken away is gone at once.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { Role } from '@indoshopster/contracts/role'
import type { AccountEvent } from '@indoshopster/contracts/staff/staff.events'

export interface Standing {
  readonly role: Role
  readonly active: boolean
}

export interface KnownAccounts {
  /** Takes in the next event; events of other owners change nothing. */
  fold(event: RecordedEvent): void
  /** How an account stands in its workspace; null: unknown here. */
  standing(workspace: string, accountId: string): Standing | null
  /** Hears of every change of an account, until the returned function is called. */
  onChanged(listener: (accountId: string) => void): () => void
}

/** No account yet. */
export function createKnownAccounts(): KnownAccounts {
  const accounts = new Map<string, Standing>()
  const listeners = new Set<(accountId: string) => void>()
  const keyOf = (workspace: string, accountId: string) => `${workspace}/${accountId}`
  return {
    fold(recorded) {
      // Types name shapes of our own contracts; other types fall through.
      const event = recorded as AccountEvent
      if (event.type === 'staff.account_created.v1') {
        const { accountId, role } = event.data
        accounts.set(keyOf(event.workspace, accountId), { role, active: true })
      } else if (event.type === 'staff.account_changed.v1') {
        const { accountId, role, active } = event.data
        accounts.set(keyOf(event.workspace, accountId), { role, active })
        for (const listener of listeners) listener(accountId)
      }
    },
    standing: (workspace, accountId) => accounts.get(keyOf(workspace, accountId)) ?? null,
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
