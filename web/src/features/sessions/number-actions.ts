// Answers: what can be done with a number in its state, by whom?
import type { Role } from '@indoshopster/contracts/role'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { isLinked } from './session-words.ts'

export type NumberAction =
  'rename' | 'makeDefault' | 'showGroups' | 'hideGroups' | 'pair' | 'logOut' | 'remove'

/** The actions that make sense now and that the role has; removing is always the last. */
export function numberActions(session: SessionView, may: (role: Role) => boolean): NumberAction[] {
  if (!may('admin')) return []
  const actions: NumberAction[] = ['rename']
  if (!session.isDefault) actions.push('makeDefault')
  actions.push(session.groups ? 'hideGroups' : 'showGroups')
  actions.push(isLinked(session) ? 'logOut' : 'pair')
  if (may('owner')) actions.push('remove')
  return actions
}
