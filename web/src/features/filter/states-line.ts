// Answers: which states does a list show, said in few words, and what shows the others?
import type { ConversationState, SavedFilter } from '@indoshopster/contracts/inbox/filter'
import { t } from '../../i18n/text.ts'
import { inAllStates, isAll } from './inbox-views.ts'

export interface StatesLine {
  text: string
  /** One click away; null where no other states can be shown. `filter`: what is then added to the view. */
  other: { text: string; filter: SavedFilter } | null
}

const only = (states: readonly ConversationState[]) =>
  t('states.only', { states: states.map((state) => t(`state.${state}`)).join(', ') })

/** `asked`: what the whole list shows; `base`: the states its view shows by itself, if it says so. */
export function statesLine(added: SavedFilter, asked: SavedFilter, base: SavedFilter['states']): StatesLine {
  if (asked.needsReply) return { text: only(['open']), other: null }
  if (asked.states && !isAll(asked.states))
    return {
      text: only(asked.states),
      other: { text: t('states.showAll'), filter: inAllStates(added, base) },
    }
  const { states: _states, ...rest } = added
  const other =
    base && !isAll(base)
      ? { text: only(base), filter: rest }
      : { text: only(['open']), filter: { ...rest, states: ['open' as const] } }
  return { text: t('states.all'), other }
}
