// Owns making changes to conversations: shown at once, told when refused, with the way back in a toast.
import type { ConversationChange } from '@indoshopster/contracts/inbox/change'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { problemCodeText, problemText } from '../../api/problem.ts'
import { t, tCount } from '../../i18n/text.ts'
import { toast } from '../../ui/toasts.ts'
import { useAccount } from '../account/account.store.ts'
import { changeConversation, changeConversations } from './changes.api.ts'
import { afterChange, type Undo, undoOf } from './conversation-change.model.ts'
import { conversationTitle } from './conversation-title.ts'
import { markRead } from './threads.api.ts'

/** The part of the conversations' store that changes need. */
interface Ports {
  rows: Map<string, ConversationView>
  touch(id: string, sequence: number): void
}

const mostPerCall = 100

export function conversationChanges({ rows, touch }: Ports) {
  const me = () => useAccount().account?.id ?? ''

  /** Shows the change and answers how the rows were. */
  function show(ids: readonly string[], change: ConversationChange): ConversationView[] {
    return ids.flatMap((id) => {
      const before = rows.get(id)
      if (before) rows.set(id, afterChange(before, change, me()))
      return before ?? []
    })
  }

  /** Shows rows as they were; the next read says what is true. */
  function takeBack(before: readonly ConversationView[]): void {
    for (const row of before) {
      rows.set(row.id, row)
      touch(row.id, 0)
    }
  }

  async function undo(before: readonly ConversationView[], change: ConversationChange): Promise<void> {
    const groups = new Map<string, { undo: Undo; rows: ConversationView[] }>()
    for (const row of before) {
      const back = undoOf(row, change, me())
      if (!back) continue
      const group = groups.get(JSON.stringify(back)) ?? { undo: back, rows: [] }
      groups.set(JSON.stringify(back), { undo: back, rows: [...group.rows, row] })
    }
    for (const group of groups.values()) {
      if (group.undo.kind !== 'read')
        await changeMany(
          group.rows.map(({ id }) => id),
          group.undo,
          { quiet: true },
        )
      else {
        for (const row of group.rows) {
          const { sequence } = await markRead(row.id, row.lastSequence)
          touch(row.id, sequence)
        }
      }
    }
  }

  function tell(before: readonly ConversationView[], change: ConversationChange): void {
    const changed = before.filter((row) => undoOf(row, change, me()) !== null)
    const first = changed[0]
    if (!first) return
    const text =
      changed.length === 1
        ? t(`changed.one.${change.kind}`, { name: conversationTitle(first) })
        : tCount(`changed.many.${change.kind}`, changed.length)
    const run = () =>
      undo(changed, change).catch((error: unknown) => toast({ look: 'danger', text: problemText(error) }))
    toast({ text, action: { text: t('action.undo'), run } })
  }

  /** Changes one conversation; false when it was refused, which a toast has told. `quiet`: no toast of success. */
  async function change(id: string, what: ConversationChange, { quiet = false } = {}): Promise<boolean> {
    const before = show([id], what)
    try {
      touch(id, (await changeConversation(id, what)).sequence)
    } catch (error) {
      takeBack(before)
      toast({ look: 'danger', text: problemText(error) })
      return false
    }
    if (!quiet) tell(before, what)
    return true
  }

  /** Changes many; those that were refused stay as they are, and a toast says how many and why. */
  async function changeMany(
    ids: readonly string[],
    what: ConversationChange,
    { quiet = false } = {},
  ): Promise<void> {
    const before = show(ids, what)
    const refused = new Map<string, string>()
    try {
      for (let from = 0; from < ids.length; from += mostPerCall) {
        const part = ids.slice(from, from + mostPerCall)
        const done = await changeConversations(part, what)
        for (const one of done.refused) refused.set(one.id, one.code)
        for (const id of part) touch(id, done.sequence)
      }
    } catch (error) {
      takeBack(before)
      toast({ look: 'danger', text: problemText(error) })
      return
    }
    takeBack(before.filter((row) => refused.has(row.id)))
    const code = [...refused.values()][0]
    if (code)
      toast({ look: 'danger', text: `${tCount('changed.refused', refused.size)} ${problemCodeText(code)}` })
    if (!quiet)
      tell(
        before.filter((row) => !refused.has(row.id)),
        what,
      )
  }

  return { change, changeMany }
}
