// Owns a valid example of an accepted send request; tests say only what matters to them.
import { exampleId, recorded, type Recording } from '../examples.ts'
import { exampleChat, exampleMessage, exampleSession } from '../session/message.examples.ts'
import { sendRequested, type SendRequested } from './send.events.ts'

export const exampleAccount = exampleId(1, 0xac)

type Told = Partial<SendRequested['data']> & Recording & { text?: string }

/** A reply of an agent in a known chat; with `chatId: null` a partner's request to a phone number. */
export function requested(told: Told = {}): SendRequested {
  const chatId = told.chatId === undefined ? exampleChat : told.chatId
  const content = { kind: 'text' as const, text: told.text ?? 'Masih ada, Kak.' }
  const data = {
    sessionId: told.sessionId ?? exampleSession,
    messageId: told.messageId ?? exampleMessage(1),
    wireId: told.wireId ?? '3EB0C767D71A0A1B2C3D',
    chatId,
    origin: told.origin ?? origin(chatId),
    fingerprint: told.fingerprint ?? 'a'.repeat(64),
    ...(told.mediaId === undefined ? {} : { mediaId: told.mediaId }),
    ...(told.targetId === undefined ? {} : { targetId: told.targetId }),
    sealed:
      told.sealed === undefined ? { phone: chatId === null ? '6281234567890' : null, content } : told.sealed,
  }
  return recorded(sendRequested.type, data.messageId, data, told)
}

function origin(chatId: string | null): SendRequested['data']['origin'] {
  return chatId === null
    ? { kind: 'api', keyId: 'key1', templateId: 1, templateVersion: 1 }
    : { kind: 'agent', accountId: exampleAccount }
}
