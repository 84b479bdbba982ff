// Owns which key does what in the inbox: in the list, in the open conversation, and with the chosen ones.
import { useShortcuts } from '../shell/shortcuts.ts'
import { useAccount } from '../account/account.store.ts'
import { builtInViews } from '../filter/inbox-views.ts'
import { useViews } from '../filter/views.store.ts'
import type { useInboxQuery } from '../filter/useInboxQuery.ts'
import type { RowChange } from './conversation-change.model.ts'
import { useSelection } from './conversation-list/selection.store.ts'
import { runThreadCommand, type ThreadCommand } from './thread-commands.ts'

/** The list pane, as far as keys reach it. */
interface Pane {
  select(id: string, range: boolean): void
  focusSearch(): void
  openFilter(): void
  bulk():
    { change(change: RowChange): void; open(menu: 'assign' | 'label' | 'snooze'): void } | null | undefined
}
interface Ports {
  inbox: ReturnType<typeof useInboxQuery>
  pane: () => Pane | null
  step(by: 1 | -1): void
  compose(): void
}

/** The row a key means: the one with the focus, else the open one. */
function rowAtHand(openId: string | undefined): string | undefined {
  const focused = document.activeElement?.closest('[data-conversation]')
  return focused instanceof HTMLElement ? focused.dataset['conversation'] : openId
}

export function useInboxKeys({ inbox, pane, step, compose }: Ports): void {
  const account = useAccount()
  const selection = useSelection()
  const views = useViews()

  const thread = (command: ThreadCommand) => () => void runThreadCommand(command)
  /** With chosen conversations the key is for them, else for the open one. */
  const forChosen =
    (many: (bar: NonNullable<ReturnType<Pane['bulk']>>) => void, command: ThreadCommand) => () => {
      const bar = pane()?.bulk()
      if (bar) many(bar)
      else runThreadCommand(command)
    }
  const choose = (range: boolean) => () => {
    const id = rowAtHand(inbox.openId.value)
    if (id) pane()?.select(id, range)
  }
  const toView = (at: number) => () => {
    const view = [...builtInViews, ...views.list.map((one) => `v-${one.id}`)][at]
    if (view) inbox.go(inbox.toView(view))
  }

  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    r: thread('reply'),
    Enter: thread('reply'),
    n: thread('note'),
    a: forChosen((bar) => bar.open('assign'), 'assign'),
    i: forChosen((bar) => bar.change({ kind: 'assign', assignee: account.account?.id ?? null }), 'claim'),
    l: forChosen((bar) => bar.open('label'), 'label'),
    e: forChosen((bar) => bar.change({ kind: 'resolve' }), 'resolve'),
    E: forChosen((bar) => bar.change({ kind: 'resolve' }), 'resolve-next'),
    s: forChosen((bar) => bar.open('snooze'), 'snooze'),
    u: forChosen((bar) => bar.change({ kind: 'mark_unread' }), 'mark-unread'),
    // An open conversation is read by being looked at.
    U: () => pane()?.bulk()?.change({ kind: 'read' }),
    x: choose(false),
    X: choose(true),
    f: () => pane()?.openFilter(),
    '/': () => pane()?.focusSearch(),
    c: compose,
    ']': thread('details'),
    End: thread('newest'),
    Escape() {
      if (selection.ids.size > 0) selection.clear()
      else if (inbox.openId.value) inbox.go(inbox.toConversation(undefined))
    },
    ...Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`Alt+${at + 1}`, toView(at)])),
  })
}
