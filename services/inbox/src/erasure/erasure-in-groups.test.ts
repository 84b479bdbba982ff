// Does an erasure reach what a person said and did in groups, and leave there what others did?
import { exampleId } from '@indoshopster/contracts/examples'
import { requested } from '@indoshopster/contracts/gateway/send.examples'
import { ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import { forgotten, groupTold, merged } from '@indoshopster/contracts/session/chat.examples'
import {
  edited,
  exampleContact,
  exampleCorrespondent,
  exampleMessage,
  exampleSession,
  reacted,
  received,
  revoked,
} from '@indoshopster/contracts/session/message.examples'
import { rowsOf } from '@indoshopster/event-sourcing/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationList, type ListedEvent } from '../conversation/conversation-list.projection.ts'
import type { InboxEvent } from '../inbox-event.model.ts'
import { messageThread, type ThreadEvent } from '../message/message-thread.projection.ts'

const [group, ownChat] = [exampleId(7, 0xc), exampleId(8, 0xc)]
const [gone, stays] = [exampleContact, exampleId(2, 0xf)]

interface Place {
  readonly sequence: number
  readonly messageId: string
  readonly contactId: string
}
const quoting = (messageId: string) => ({
  content: { kind: 'text' as const, text: 'setuju' },
  correspondent: exampleCorrespondent,
  groupName: 'Reseller Jawa',
  quote: { messageId, from: 'contact' as const, kind: 'text', excerpt: 'rahasia' },
})
const said = (at: Place) => received({ ...at, chatId: group, chatKind: 'group', text: 'rahasia' })
const answers = (at: Place, to: string) =>
  received({ ...at, chatId: group, chatKind: 'group', sealed: quoting(to) })
const erasure = (sequence: number) => [
  ofConversation(
    'inbox.contact_erased.v1',
    { conversationId: ownChat, contactId: gone, sessionId: exampleSession },
    sequence,
  ),
  forgotten({ chatId: ownChat, contactId: gone, sequence: sequence + 1 }),
]
const thread = (events: readonly InboxEvent[]) =>
  rowsOf(
    messageThread,
    events.filter((event): event is ThreadEvent =>
      messageThread.types.includes(event.type as ThreadEvent['type']),
    ),
  )
const list = (events: readonly InboxEvent[]) =>
  rowsOf(
    conversationList,
    events.filter((event): event is ListedEvent =>
      conversationList.types.includes(event.type as ListedEvent['type']),
    ),
  )

const theirs = { sequence: 1, messageId: exampleMessage(1), contactId: stays }
const his = { sequence: 2, messageId: exampleMessage(2), contactId: gone }

describe('an erasure in a group', () => {
  test('takes back the reactions of the erased, and of nobody else', () => {
    const story = [
      said(theirs),
      reacted({ ...theirs, sequence: 3, contactId: gone }),
      reacted({ ...theirs, sequence: 4 }),
      reacted({ ...theirs, sequence: 5, by: 'us' }),
    ]
    const row = thread([...story, ...erasure(9)]).get(theirs.messageId)
    expect(row?.reactions.map(({ by }) => by)).toEqual([stays, 'us'])
    expect(row?.content).toEqual({ kind: 'text', text: 'rahasia' })
  })

  test('takes their words out of the answers to them, ours too, and leaves other quotes', () => {
    const ours = requested({
      sequence: 5,
      messageId: exampleMessage(5),
      chatId: group,
      sealed: { phone: null, ...quoting(his.messageId) },
    })
    const story = [
      said(theirs),
      said(his),
      answers({ sequence: 3, messageId: exampleMessage(3), contactId: stays }, his.messageId),
      answers({ sequence: 4, messageId: exampleMessage(4), contactId: stays }, theirs.messageId),
      ours,
    ]
    const rows = thread([...story, ...erasure(9)])
    const quote = (number: number) => rows.get(exampleMessage(number))?.quote
    expect(quote(3)).toEqual({ messageId: his.messageId, from: 'contact', kind: 'erased', excerpt: null })
    expect(quote(5)).toMatchObject({ kind: 'erased', excerpt: null })
    expect(quote(4)).toMatchObject({ excerpt: 'rahasia' })
    expect(rows.get(exampleMessage(3))?.content).toMatchObject({ text: 'setuju' })
  })

  test('takes their words out of the line of the list, not those of others', () => {
    expect(list([said(theirs), said(his), ...erasure(9)]).get(group)?.preview).toMatchObject({
      kind: 'erased',
      text: null,
    })
    expect(list([said(his), said({ ...theirs, sequence: 3 }), ...erasure(9)]).get(group)).toMatchObject({
      preview: { text: 'rahasia' },
      erased: false,
    })
  })

  test('reaches what they did under the id they were merged from', () => {
    const other = exampleId(3, 0xf)
    const merge = merged({ sequence: 5, chatId: ownChat, contactId: gone, mergedContactId: other })
    const story = [said(theirs), reacted({ ...theirs, sequence: 3, contactId: other }), merge]
    expect(thread([...story, ...erasure(9)]).get(theirs.messageId)?.reactions).toEqual([])
    const shown = list([said({ ...his, contactId: other }), merge, ...erasure(9)]).get(group)
    expect(shown?.preview).toMatchObject({ kind: 'erased', text: null })
  })

  /** A message's id tells its author too: nobody else can say it, but everybody can say something of it. */
  const byAuthor = (at: Place): Place => ({
    ...at,
    contactId: at.messageId === exampleMessage(0) || at.messageId === exampleMessage(1) ? gone : stays,
  })
  const poll = { kind: 'unsupported' as const, what: 'poll', detail: 'rahasia?' }
  const makers: ((at: Place, about: string) => InboxEvent)[] = [
    (at) => said(byAuthor(at)),
    (at) =>
      received({
        ...byAuthor(at),
        chatId: group,
        chatKind: 'group',
        sealed: { ...quoting(''), content: poll },
      }),
    (at, about) => answers(byAuthor(at), about),
    (at) => reacted({ ...at, chatId: group }),
    (at) => reacted({ ...at, chatId: group, sealed: { emoji: null } }),
    (at) => edited({ ...at, chatId: group, text: 'lain' }),
    (at) => revoked({ ...at, chatId: group }),
  ]
  const logs = fc
    .array(
      fc.record({
        maker: fc.nat(makers.length - 1),
        message: fc.nat(4),
        about: fc.nat(4),
        own: fc.boolean(),
      }),
      {
        maxLength: 30,
      },
    )
    .map((drawn) =>
      drawn.flatMap(({ maker, message, about, own }, index) => {
        const at = { sequence: index + 2, messageId: exampleMessage(message), contactId: own ? gone : stays }
        const event = makers[maker]?.(at, exampleMessage(about))
        return event ? [event] : []
      }),
    )
  // A key opens what its own person said: the others' words stay readable after the keys are destroyed.
  const afterwards = (event: InboxEvent) =>
    ('contactId' in event.data && event.data.contactId === gone && 'sealed' in event.data
      ? { ...event, data: { ...event.data, sealed: null } }
      : event) as InboxEvent

  test('leaves what a rebuild gives after the keys are destroyed', () => {
    fc.assert(
      fc.property(logs, (drawn) => {
        const events = [groupTold({ sequence: 1, chatId: group }), ...drawn]
        const live = [...events, ...erasure(1000)]
        const rebuilt = [...events.map(afterwards), ...erasure(1000)]
        expect(thread(live)).toEqual(thread(rebuilt))
        expect(list(live)).toEqual(list(rebuilt))
      }),
    )
  })
})
