// Does marking a conversation read tell what is true, and only when something changes?
import { exampleAccount } from '@indoshopster/contracts/gateway/send.examples'
import { conversationSeen } from '@indoshopster/contracts/inbox/conversation.examples'
import { exampleChat, exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { given } from '@indoshopster/event-sourcing/testing'
import { describe, test } from 'vitest'
import { conversation } from './conversation.decider.ts'

const markRead = (upToSequence: number) => ({
  conversationId: exampleChat,
  upToSequence,
  by: exampleAccount,
})
const two = [received({ sequence: 3 }), received({ sequence: 5, messageId: exampleMessage(2) })]

describe('mark read', () => {
  test('tells that the conversation was read up to a message', () => {
    given(conversation, two)
      .when(markRead(4))
      .then([{ type: 'inbox.conversation_read.v1', data: markRead(4) }])
  })

  test('refuses a conversation that is not there', () => {
    given(conversation).when(markRead(4)).thenRefuses('conversation_not_found')
  })

  test('stays quiet when nothing up to there is unread', () => {
    given(conversation, two).when(markRead(2)).thenNothing()
    given(conversation, [...two, conversationSeen({ sequence: 6, upToSequence: 5 })])
      .when(markRead(5))
      .thenNothing()
  })
})
