// Answers: what can be done with a number in its state?
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { isLinked } from './session-words.ts'

export type NumberAction = 'rename' | 'makeDefault' | 'pair' | 'logOut' | 'remove'

/** The actions that make sense now; removing is always the last. */
export function numberActions(session: SessionView): NumberAction[] {
  const linked = isLinked(session)
  return [
    'rename',
    ...(session.isDefault ? [] : (['makeDefault'] as const)),
    linked ? 'logOut' : 'pair',
    'remove',
  ]
}
