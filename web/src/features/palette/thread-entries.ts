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
import { t } from '../../i18n/text.ts'
import { runThreadCommand, type ThreadCommand } from '../inbox/thread-commands.ts'
import { compose } from '../new-message/compose.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Actions on the open conversation are offered only where one is open. */
export function threadEntries(): PaletteEntry[] {
  const open = /^\/inbox\/[^/]+\/[^/]+/.test(location.pathname)
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
  if (!open) return [fresh]
  return [
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
    fresh,
  ]
}
