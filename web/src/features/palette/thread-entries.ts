// Owns what the palette can do at once: write to a new number, and everything for the open conversation.
import {
  AlarmClock,
  CircleCheck,
  Mail,
  MessageSquareReply,
  PanelRight,
  RotateCcw,
  SquarePen,
  StickyNote,
  Tag,
  UserCheck,
  UserPlus,
} from '@lucide/vue'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import { t } from '../../i18n/text.ts'
import { useAccount } from '../account/account.store.ts'
import { stateAt } from '../filter/matches.ts'
import { isUnread } from '../inbox/conversation-change.model.ts'
import { useConversations } from '../inbox/conversations.store.ts'
import { runThreadCommand, type ThreadCommand } from '../inbox/thread-commands.ts'
import { compose } from '../new-message/compose.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Commands that would change nothing in a conversation as it is now. */
function idle(row: ConversationView, me: string | undefined): ReadonlySet<ThreadCommand> {
  const state = stateAt(row, Date.now())
  return new Set<ThreadCommand>([
    ...(state === 'resolved' ? (['resolve', 'resolve-next'] as const) : []),
    ...(state === 'open' ? (['reopen'] as const) : []),
    ...(row.assignee === me ? (['claim'] as const) : []),
    ...(row.erased ? (['reply', 'note', 'assign', 'claim', 'snooze', 'reopen'] as const) : []),
    ...(isUnread(row) ? (['mark-unread'] as const) : []),
  ])
}

/** Actions on a conversation are offered where one is open, and only those that change something in it. */
export function threadEntries(openId: string | undefined): PaletteEntry[] {
  const act = (
    command: ThreadCommand,
    text: string,
    icon: PaletteEntry['icon'],
    ...keys: string[]
  ): PaletteEntry => {
    return { key: command, text, icon, keys, run: () => void runThreadCommand(command) }
  }
  const fresh: PaletteEntry = {
    key: 'compose',
    text: t('newMessage.title'),
    icon: SquarePen,
    keys: ['c'],
    run: () => compose(),
  }
  if (openId === undefined) return [fresh]
  const row = useConversations().rows.get(openId)
  const useless: ReadonlySet<string> = row ? idle(row, useAccount().account?.id) : new Set()
  const actions = [
    act('reply', t('keys.reply'), MessageSquareReply, 'r'),
    act('note', t('keys.note'), StickyNote, 'n'),
    act('assign', t('bulk.assign'), UserPlus, 'a'),
    act('claim', t('row.claim'), UserCheck, 'i'),
    act('label', t('labels.choose'), Tag, 'l'),
    act('resolve', t('bulk.resolve'), CircleCheck, 'e'),
    act('resolve-next', t('keys.resolveNext'), CircleCheck, 'Shift', 'e'),
    act('snooze', t('bulk.snooze'), AlarmClock, 's'),
    act('reopen', t('row.reopen'), RotateCcw),
    act('mark-unread', t('bulk.mark_unread'), Mail, 'u'),
    act('details', t('keys.details'), PanelRight, ']'),
  ]
  return [...actions.filter(({ key }) => !useless.has(key)), fresh]
}
