// What a stanza says in clear about the encrypted message in it, as WhatsApp's phones do.
import type { proto } from '@whiskeysockets/baileys'
import { node } from '../wire/nodes.ts'
import type { BinaryNode } from '../wire/nodes.ts'
import { describe, unwrapped } from './content.ts'

export interface StanzaMarks {
  readonly stanza: { readonly type: string; readonly edit?: string }
  readonly enc: { readonly mediatype?: string; readonly 'decrypt-fail'?: string }
  readonly more: readonly BinaryNode[]
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'ptt',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contact_card: 'vcard',
}
const TYPES: Readonly<Record<string, string>> = { reaction: 'reaction', poll: 'poll', poll_vote: 'poll' }
const POLL_TYPES: Readonly<Record<string, string>> = { poll: 'creation', poll_vote: 'vote' }
/** What a reader would not miss. */
const HIDDEN: readonly string[] = ['reaction', 'edit', 'poll_vote']
const EDITS: Readonly<Record<string, string>> = { edit: '1', revoke: '7' }

/** The marks of a message of any kind. */
export const marksOf = (message: proto.IMessage): StanzaMarks => {
  const { kind } = describe(unwrapped(message), new Uint8Array())
  const mediatype = MEDIA_TYPES[kind]
  const edit = EDITS[kind]
  const polltype = POLL_TYPES[kind]
  const type = mediatype ? 'media' : (TYPES[kind] ?? 'text')
  return {
    stanza: { type, ...(edit && { edit }) },
    enc: {
      ...(mediatype && { mediatype }),
      ...(HIDDEN.includes(kind) && { 'decrypt-fail': 'hide' }),
    },
    more: polltype ? [node('meta', { polltype })] : [],
  }
}
