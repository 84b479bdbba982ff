// Does an erasure leave nothing of a person where two chats became one, and where nobody ever wrote in a chat of two?
import { exampleId } from '@indoshopster/contracts/examples'
import { ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import { contactTold, forgotten, merged } from '@indoshopster/contracts/session/chat.examples'
import {
  exampleChat,
  exampleContact,
  exampleMessage,
  exampleSession,
  received,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import { describe, expect, test } from 'vitest'
import { conversationList, type ListedEvent } from '../conversation/conversation-list.projection.ts'

const rows = (...events: ListedEvent[]) => rowsOf(conversationList, events)
const other = { chatId: exampleId(2, 0xc), contactId: exampleId(2, 0xf) }
const erased = ofConversation(
  'inbox.contact_erased.v1',
  { sessionId: exampleSession, contactId: exampleContact },
  8,
)
const unreadable = (event: ListedEvent): ListedEvent =>
  // A key that is destroyed leaves the event as it was, without what it sealed.
  ('sealed' in event.data ? { ...event, data: { ...event.data, sealed: null } } : event) as ListedEvent

describe('an erasure', () => {
  const told = [
    received({ sequence: 1, text: 'dari nomor' }),
    received({ ...other, sequence: 2, messageId: exampleMessage(2), text: 'dari LID' }),
    contactTold({ ...other, sequence: 3 }),
  ]

  test('finds nothing of the person in a chat that became part of another', () => {
    const list = rows(...told, merged({ sequence: 4 }), erased)
    expect(JSON.stringify([...list.values()])).not.toMatch(/dari|siti|62812/i)
    expect(list.get(other.chatId)).toMatchObject({ merged_into: exampleChat, phone: null, words: '' })
  })

  test('leaves there what a rebuild gives after the keys are destroyed', () => {
    const end = [merged({ sequence: 4 }), erased, forgotten({ sequence: 9 })]
    expect(rows(...told, ...end)).toEqual(rows(...told.map(unreadable), ...end))
  })

  test('of a member of a group, whom no conversation is with, is remembered: nothing late names them', () => {
    const list = rows(erased, contactTold({ sequence: 9 }), erased)
    expect(list.get(exampleChat)).toMatchObject({
      erased: true,
      phone: null,
      sort_name: '',
      last_sequence: 0,
      own_sequence: 8,
    })
  })
})
