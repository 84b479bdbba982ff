// Answers: does WhatsApp keep this message from linked devices for good?
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { JournalledStanza } from '../../../intake/arrival.ts'

/** Pictures to be seen once are shown on the phone only; null for all others. */
export function withheldIn({ part }: JournalledStanza): MessageContent | null {
  return part['unavailable']?.startsWith('view_once') ? { kind: 'unsupported', what: 'view once' } : null
}
