// Owns making changes to conversations: shown at once, told when refused, with the way back in a toast.
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { problemCodeText, problemText } from '../../api/problem.ts'
import { withWords } from '../../i18n/lazy.ts'
import { t } from '../../i18n/text.ts'
import { toast } from '../../ui/toasts.ts'
import { useAccount } from '../account/account.store.ts'
import { changeConversation, changeConversations } from './changes.api.ts'
import { afterChange, type RowChange, undoOf } from './conversation-change.model.ts'
import type { InOrder } from './in-order.ts'
import { markManyRead, markRead } from './threads.api.ts'

/** The part of the conversations' store that changes need. */
interface Ports {
  rows: Map<string, ConversationView>
  inOrder: InOrder
  touch(id: string, sequence: number): void
}

const mostPerCall = 100
const closes = (what: RowChange) => what.kind === 'resolve' || what.kind === 'snooze'
/** No part of the first page. */
const changedWords = withWords(() => import('./changed-words.ts'))

export function conversationChanges({ rows, inOrder, touch }: Ports) {
  const me = () => useAccount().account?.id ?? ''

  /** Shows the change and answers how the rows were. */
  function show(ids: readonly string[], change: RowChange): ConversationView[] {
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

  async function undo(before: readonly ConversationView[], change: RowChange): Promise<void> {
    const groups = new Map<string, { undo: RowChange; ids: string[] }>()
    for (const row of before) {
      const back = undoOf(row, change, me())
      if (!back) continue
      const group = groups.get(JSON.stringify(back)) ?? { undo: back, ids: [] }
      groups.set(JSON.stringify(back), { undo: back, ids: [...group.ids, row.id] })
    }
    for (const group of groups.values()) await changeMany(group.ids, group.undo, { quiet: true })
  }

  async function tell(before: readonly ConversationView[], change: RowChange): Promise<void> {
    const changed = before.filter((row) => undoOf(row, change, me()) !== null)
    if (changed.length === 0) return
    const text = (await changedWords()).changedText(changed, change)
    const run = () =>
      undo(changed, change).catch((error: unknown) => toast({ look: 'danger', text: problemText(error) }))
    toast({ text, action: { text: t('action.undo'), run } })
  }

  const ask = async (id: string, what: RowChange, [row]: readonly ConversationView[]) => {
    if (what.kind === 'read') return markRead(id, row?.lastSequence ?? 0)
    // A message that is not on the screen yet is not closed with it.
    return changeConversation(id, row && closes(what) ? { ...what, upToSequence: row.lastSequence } : what)
  }

  /** Changes one conversation; false when it was refused, which a toast has told. `quiet`: no toast of success. */
  async function change(id: string, what: RowChange, { quiet = false } = {}): Promise<boolean> {
    const before = show([id], what)
    try {
      touch(id, (await inOrder([id], () => ask(id, what, before))).sequence)
    } catch (error) {
      takeBack(before)
      toast({ look: 'danger', text: problemText(error) })
      return false
    }
    if (!quiet) await tell(before, what).catch(() => {})
    return true
  }

  /** Of what is read each row says how far; one that is read already is not asked for. */
  function askMany(ids: readonly string[], what: RowChange, before: readonly ConversationView[]) {
    if (what.kind !== 'read') {
      const shown = new Map(before.map((row) => [row.id, row.lastSequence]))
      const upTo = closes(what) && ids.every((id) => shown.has(id)) && ids.map((id) => shown.get(id) ?? 0)
      return changeConversations(ids, what, upTo || undefined)
    }
    const unread = before.filter((row) => ids.includes(row.id) && undoOf(row, what, me()) !== null)
    return markManyRead(unread.map(({ id, lastSequence }) => [id, lastSequence]))
  }

  /** Changes many; those that were refused stay as they are, and a toast says how many and why. */
  async function changeMany(ids: readonly string[], what: RowChange, { quiet = false } = {}): Promise<void> {
    const before = show(ids, what)
    const refused = new Map<string, string>()
    try {
      for (let from = 0; from < ids.length; from += mostPerCall) {
        const part = ids.slice(from, from + mostPerCall)
        const done = await inOrder(part, () => askMany(part, what, before))
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
    if (code) {
      const text = await changedWords().then(
        ({ refusedText }) => `${refusedText(refused.size)} ${problemCodeText(code)}`,
        () => problemCodeText(code),
      )
      toast({ look: 'danger', text })
    }
    if (quiet) return
    const done = before.filter((row) => !refused.has(row.id))
    await tell(done, what).catch(() => {})
  }

  return { change, changeMany }
}
