// Owns keeping API keys, templates and the standing of accounts up to date from the log, so that accepting a send asks
// no other service and a closed account is out at once.
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { EventLog } from '@indoshopster/event-log/event-log'
import { createKnownAccounts, type KnownAccounts } from '../sign-in/known-accounts.ts'
import { createKnownApiKeys, type KnownApiKeys } from './known-api-keys.ts'
import { createKnownTemplates, type KnownTemplates } from './known-templates.ts'

export interface KnownThings {
  readonly apiKeys: Pick<KnownApiKeys, 'ownerOf'>
  readonly templates: Pick<KnownTemplates, 'find'>
  readonly accounts: Pick<KnownAccounts, 'standing' | 'onChanged'>
  /** False until everything that was in the log at the start is known: before that, a good key looks wrong. */
  caughtUp(): boolean
  stop(): Promise<void>
}

/** Follows the log from its beginning. */
export function followKnownThings(log: Pick<EventLog, 'follow'>, pepper: string): KnownThings {
  const apiKeys = createKnownApiKeys(pepper)
  const templates = createKnownTemplates()
  const accounts = createKnownAccounts()
  const stopping = new AbortController()
  let position = 0
  let caughtUp = false
  const following = log.follow({
    subjects: [
      eventFilter({ owner: 'api-keys' }),
      eventFilter({ owner: 'templating' }),
      eventFilter({ owner: 'staff', lane: 'account' }),
    ],
    from: () => Promise.resolve(position + 1),
    signal: stopping.signal,
    onBatch(events, lastSequence) {
      for (const event of events) {
        apiKeys.fold(event)
        templates.fold(event)
        accounts.fold(event)
      }
      position = lastSequence
      return Promise.resolve()
    },
    onCaughtUp: () => {
      caughtUp = true
    },
  })
  return {
    apiKeys,
    templates,
    accounts,
    caughtUp: () => caughtUp,
    async stop() {
      stopping.abort()
      await following
    },
  }
}
