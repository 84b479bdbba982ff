// Owns the list of keyboard shortcuts as people read it: which keys, and how several of them are pressed.
import type { MessageKey } from '../../i18n/text.ts'

interface Row {
  text: MessageKey
  keys: readonly string[]
  /** How several keys are pressed: either of them, one after the other, or together. */
  by?: 'or' | 'then' | 'plus'
}
interface Group {
  title: MessageKey
  rows: readonly Row[]
}

export const shortcutGroups: readonly Group[] = [
  {
    title: 'keys.inbox',
    rows: [
      { text: 'keys.next', keys: ['j', '↓'] },
      { text: 'keys.previous', keys: ['k', '↑'] },
      { text: 'keys.search', keys: ['/'] },
      { text: 'filter.title', keys: ['f'] },
      { text: 'newMessage.title', keys: ['c'] },
      { text: 'keys.select', keys: ['x'] },
      { text: 'keys.range', keys: ['Shift', 'x'], by: 'plus' },
      { text: 'keys.read', keys: ['Shift', 'u'], by: 'plus' },
      { text: 'keys.views', keys: ['Alt', '1…9'], by: 'plus' },
      { text: 'keys.back', keys: ['Esc'] },
    ],
  },
  {
    title: 'keys.conversation',
    rows: [
      { text: 'keys.reply', keys: ['r', 'Enter'] },
      { text: 'keys.note', keys: ['n'] },
      { text: 'bulk.assign', keys: ['a'] },
      { text: 'row.claim', keys: ['i'] },
      { text: 'labels.choose', keys: ['l'] },
      { text: 'bulk.resolve', keys: ['e'] },
      { text: 'keys.resolveNext', keys: ['Shift', 'e'], by: 'plus' },
      { text: 'bulk.snooze', keys: ['s'] },
      { text: 'bulk.mark_unread', keys: ['u'] },
      { text: 'keys.details', keys: [']'] },
      { text: 'keys.newest', keys: ['End'] },
    ],
  },
  {
    title: 'keys.writing',
    rows: [
      { text: 'keys.send', keys: ['Enter'] },
      { text: 'keys.line', keys: ['Shift', 'Enter'], by: 'plus' },
      { text: 'keys.quickReplies', keys: ['/'] },
      { text: 'keys.emoji', keys: [':'] },
      { text: 'keys.takeBack', keys: ['↑'] },
    ],
  },
  {
    title: 'keys.places',
    rows: [
      { text: 'keys.palette', keys: ['Ctrl', 'K'], by: 'plus' },
      { text: 'shell.inbox', keys: ['g', 'i'], by: 'then' },
      { text: 'shell.contacts', keys: ['g', 'c'], by: 'then' },
      { text: 'shell.templates', keys: ['g', 't'], by: 'then' },
      { text: 'shell.settings', keys: ['g', 's'], by: 'then' },
      { text: 'shell.shortcuts', keys: ['?'] },
    ],
  },
]
