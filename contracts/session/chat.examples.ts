// Owns a valid example of each event about chats and the people behind them; tests say only what matters to them.
import { exampleId, recorded, type Recording } from '../examples.ts'
import { type ChatEvent, chatMerged, contactChanged, contactForgotten, groupChanged } from './chat.events.ts'
import { exampleChat, exampleContact, exampleSession } from './message.examples.ts'

type Of<Name> = Extract<ChatEvent, { type: Name }>
type Told<Definition extends { type: string }> = Partial<Of<Definition['type']>['data']> & Recording

const ids = (told: { chatId?: string; sessionId?: string; contactId?: string }) => ({
  sessionId: told.sessionId ?? exampleSession,
  chatId: told.chatId ?? exampleChat,
  contactId: told.contactId ?? exampleContact,
})

/** The phone book told a name. */
export function contactTold(told: Told<typeof contactChanged> = {}): Of<typeof contactChanged.type> {
  const sealed = { phone: '6281234567890', bookName: 'Bu Siti Toko', pushName: null }
  const data = { ...ids(told), sealed: told.sealed === undefined ? sealed : told.sealed }
  return recorded(contactChanged.type, data.chatId, data, told)
}

export function groupTold(told: Told<typeof groupChanged> = {}): Of<typeof groupChanged.type> {
  const { sessionId, chatId } = ids(told)
  const data = {
    sessionId,
    chatId,
    sealed: told.sealed === undefined ? { name: 'Reseller Jawa' } : told.sealed,
  }
  return recorded(groupChanged.type, chatId, data, told)
}

/** The second example chat was with the same person as the first. */
export function merged(told: Told<typeof chatMerged> = {}): Of<typeof chatMerged.type> {
  const data = {
    ...ids(told),
    mergedChatId: told.mergedChatId ?? exampleId(2, 0xc),
    mergedContactId: told.mergedContactId ?? exampleId(2, 0xf),
  }
  return recorded(chatMerged.type, data.chatId, data, told)
}

export function forgotten(told: Told<typeof contactForgotten> = {}): Of<typeof contactForgotten.type> {
  const data = { ...ids(told), keyIds: told.keyIds ?? [exampleId(1, 0xb)] }
  return recorded(contactForgotten.type, data.chatId, data, told)
}
