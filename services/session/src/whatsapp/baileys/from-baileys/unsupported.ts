// Answers: how do we call what we do not show yet, and which words does it hold?
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { proto } from '../library.ts'
import { MAX_DETAIL } from './limits.ts'
import { cut, plainText } from './plain-text.ts'

const names: Readonly<Record<string, string>> = {
  lottieStickerMessage: 'sticker',
  locationMessage: 'location',
  liveLocationMessage: 'live_location',
  groupInviteMessage: 'group_invite',
  // What was chosen is encrypted with a secret that only the poll holds.
  pollUpdateMessage: 'poll_vote',
  buttonsMessage: 'buttons',
  templateMessage: 'buttons',
  listMessage: 'list',
  interactiveMessage: 'buttons',
  buttonsResponseMessage: 'button answer',
  templateButtonReplyMessage: 'button answer',
  listResponseMessage: 'list answer',
  interactiveResponseMessage: 'form answer',
  highlyStructuredMessage: 'template',
}

/** What stands in a message under fields that we do not show; `fields` has one at least. */
export function unsupportedOf(fields: readonly string[], message: proto.IMessage): MessageContent {
  const field = fields[0] ?? ''
  const what = field.startsWith('pollCreation') ? 'poll' : (names[field] ?? (wordsOf(field) || 'unknown'))
  const words = detailOf(message)
    .flatMap((word) => (word ? [plainText(word).trim()] : []))
    .filter((word) => word !== '')
  const detail = cut(words.join('\n'), MAX_DETAIL)
  return { kind: 'unsupported', what, ...(detail ? { detail } : {}) }
}

/** `newsletterAdminInviteMessageV2` → `newsletter admin invite`. */
function wordsOf(field: string): string {
  return field
    .replace(/Message(V\d+)?$/, '')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
}

type Word = string | null | undefined

/** The words a person would read. */
function detailOf(message: proto.IMessage): readonly Word[] {
  const poll =
    message.pollCreationMessage ??
    message.pollCreationMessageV2 ??
    message.pollCreationMessageV3 ??
    message.pollCreationMessageV5
  if (poll) return [poll.name, ...(poll.options ?? []).slice(0, 20).map((option) => option.optionName)]
  const { buttonsMessage, listMessage, interactiveMessage, eventMessage } = message
  return [
    message.groupInviteMessage?.groupName,
    message.groupInviteMessage?.caption,
    message.buttonsResponseMessage?.selectedDisplayText,
    message.templateButtonReplyMessage?.selectedDisplayText,
    message.listResponseMessage?.title,
    message.interactiveResponseMessage?.body?.text,
    buttonsMessage?.contentText,
    listMessage?.title,
    listMessage?.description,
    interactiveMessage?.body?.text,
    message.templateMessage?.hydratedTemplate?.hydratedContentText,
    message.productMessage?.product?.title,
    message.orderMessage?.message,
    eventMessage?.name,
    eventMessage?.description,
  ]
}
