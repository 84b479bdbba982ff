// Proves which events a journalled arrival becomes, and when it is said to have been.
import { expect, test } from 'vitest'
import { arrivalEvents, type JournalRow, type Translation } from './arrival-event.ts'
import type { ArrivedMessage } from './arrival.ts'
import { mediaIdOf } from './identity.ts'
import type { Said } from './said.ts'

const receivedAt = new Date('2026-11-23T03:00:00.000Z')
const row: JournalRow = {
  event: 'received',
  chatId: 'chat',
  contactId: 'contact',
  messageId: 'message',
  aboutId: null,
  endsPlaceholder: false,
  stanza: { version: 1, attrs: {}, part: {}, own: { pn: '', lid: null } },
  plaintext: Buffer.from('x'),
  receivedAt,
  phone: null,
  name: 'Budi',
  groupName: 'Keluarga',
}
const message: ArrivedMessage = {
  group: null,
  addresses: ['200@lid'],
  phone: '62812',
  name: null,
  direction: 'incoming',
  wireId: 'W',
  sentAt: receivedAt.getTime() - 5000,
}
const text: Said = { kind: 'message', content: { kind: 'text', text: 'halo' }, quoted: null, wireMedia: null }
const translating = (over: { message?: Partial<ArrivedMessage>; said?: Said | null } = {}): Translation => ({
  messageOf: () => ({ ...message, ...over.message }),
  saidIn: () => (over.said === undefined ? text : over.said),
  withheldIn: () => null,
})
const only = (changes: Partial<JournalRow>, translation = translating()) =>
  arrivalEvents({ ...row, ...changes }, 'session', translation)

test('a message › is told with what is known of its author, and the number its stanza told', () => {
  expect(only({})).toMatchObject([
    {
      type: 'session.message_received.v1',
      data: { direction: 'incoming', recovered: false, sentAt: '2026-11-23T02:59:55.000Z' },
      sealed: { content: { text: 'halo' }, correspondent: { phone: '62812', name: 'Budi' } },
      person: 'contact:contact',
    },
  ])
  expect(only({})[0]?.data).not.toHaveProperty('chatKind')
})

test('a time › that is missing or ahead of the arrival by more than a minute is that of the arrival', () => {
  const at = (sentAt: number) => only({}, translating({ message: { sentAt } }))[0]?.data
  for (const wrong of [0, receivedAt.getTime() + 61_000, Date.parse('2099-01-01')])
    expect(at(wrong)).toMatchObject({ sentAt: receivedAt.toISOString() })
  expect(at(receivedAt.getTime() + 59_000)).toMatchObject({ sentAt: '2026-11-23T03:00:59.000Z' })
})

test('a message of a group › names the group and its author; our own there is of nobody', () => {
  expect(only({}, translating({ message: { group: '7@g.us' } }))).toMatchObject([
    { data: { chatKind: 'group' }, sealed: { groupName: 'Keluarga', correspondent: { name: 'Budi' } } },
  ])
  expect(only({}, translating({ message: { group: '7@g.us', direction: 'outgoing' } }))).toMatchObject([
    { sealed: { correspondent: { phone: null, name: null } } },
  ])
})

test('a change › is told of its target, and of nothing else', () => {
  const target = { wireId: 'T', author: 'contact' } as const
  const changed = { event: 'revoked', aboutId: 'target' } as const
  expect(only(changed, translating({ said: { kind: 'revocation', target } }))).toEqual([
    {
      type: 'session.message_revoked.v1',
      data: {
        sessionId: 'session',
        chatId: 'chat',
        contactId: 'contact',
        messageId: 'target',
        by: 'contact',
        revokedAt: '2026-11-23T02:59:55.000Z',
      },
    },
  ])
})

test('an edit › speaks of the file of the message it edits', () => {
  const asked: string[] = []
  const translation = translating()
  const saidIn: Translation['saidIn'] = (_stanza, _bytes, mediaId) => {
    asked.push(mediaId)
    return text
  }
  only({ event: 'edited', aboutId: 'target' }, { ...translation, saidIn })
  expect(asked).toEqual([mediaIdOf('target')])
})

test('what the network withholds for good › is told as what it is, not as something to wait for', () => {
  const withheldIn = () => ({ kind: 'unsupported' as const, what: 'view once' })
  const events = only({ event: 'undecryptable', plaintext: null }, { ...translating(), withheldIn })
  expect(events).toMatchObject([
    { type: 'session.message_received.v1', sealed: { content: { what: 'view once' } } },
  ])
  expect(only({ event: 'undecryptable', plaintext: null })[0]?.type).toBe('session.message_undecryptable.v1')
})
