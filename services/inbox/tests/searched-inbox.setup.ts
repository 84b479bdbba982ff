// Owns an inbox in which there is something to find: twelve people, labels, states, words and a file; one word elsewhere.
import type { RequestOf } from '@indoshopster/contracts/endpoint'
import { exampleId, exampleWorkspace } from '@indoshopster/contracts/examples'
import { exampleAccount } from '@indoshopster/contracts/gateway/send.examples'
import { ofConversation } from '@indoshopster/contracts/inbox/conversation.examples'
import type { InboxFilter } from '@indoshopster/contracts/inbox/filter'
import { listConversations, searchMessages } from '@indoshopster/contracts/inbox/inbox.endpoints'
import { createLabel } from '@indoshopster/contracts/inbox/label.endpoints'
import { exampleMedia, exampleMessage, received } from '@indoshopster/contracts/session/message.examples'
import { startTestInbox, type TestInbox } from './inbox.setup.ts'

export const workspace = exampleWorkspace
const other = exampleId(2, 0xa)
export const chat = (number: number) => exampleId(number, 0xc)
export const at = (second: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, second)).toISOString()
const names = ['Budi Santoso', 'Siti Rahma', 'Agus Wijaya', 'Budi Wijaya']
const texts = [
  'pesanan dikirim',
  'sudah transfer',
  'retur barang',
  'halo kak',
  'transfer pesanan 50%',
  'JP-778 dikirim',
]

/** What is asked of it shows everything told so far. */
export type SearchedInbox = Awaited<ReturnType<typeof startSearchedInbox>>

export async function startSearchedInbox() {
  const inbox = await startTestInbox()
  const labels: string[] = []
  let last = await fill(inbox, labels)
  return {
    inbox,
    labels,
    /** The sequence of what was told last. */
    last: () => last,
    async tell(event: Parameters<TestInbox['tell']>[0]) {
      last = await inbox.tell(event)
    },
    list: (filter: InboxFilter, more: Partial<RequestOf<typeof listConversations>> = {}) =>
      inbox.ask(listConversations, { workspace, filter, limit: 100, minSeq: last, ...more }),
    search: (filter: InboxFilter, more: Partial<RequestOf<typeof searchMessages>> = {}) =>
      inbox.ask(searchMessages, { workspace, filter, limit: 100, minSeq: last, ...more }),
    [Symbol.asyncDispose]: () => inbox[Symbol.asyncDispose](),
  }
}

/** Answers the sequence of the last event. */
async function fill(inbox: TestInbox, labels: string[]): Promise<number> {
  const actor = { workspace, by: exampleAccount, role: 'agent' as const }
  for (const name of ['Lunas', 'Belum bayar', 'VIP']) {
    labels.push((await inbox.ask(createLabel, { ...actor, name, colour: 'red' })).labelId)
  }
  let message = 0
  for (let n = 0; n < 12; n++) {
    const ids = { chatId: chat(n), contactId: exampleId(n, 0xf), sessionId: exampleId(n % 2, 0x5) }
    const correspondent = { name: names[n % 4] ?? null, phone: `62812345600${String(n).padStart(2, '0')}` }
    for (let m = 0; m < 4; m++) {
      const text = texts[(n * 3 + m * 5) % texts.length] ?? ''
      const sealed = { content: { kind: 'text' as const, text }, correspondent }
      const group = n === 11 ? { chatKind: 'group' as const } : {}
      await inbox.tell(
        received({
          ...ids,
          ...group,
          messageId: exampleMessage(++message),
          sentAt: at(n * 10 + m * 60),
          sealed,
        }),
      )
    }
    const own = { conversationId: chat(n) }
    for (const [index, labelId] of labels.entries()) {
      if ((n + index) % (index + 2) === 0)
        await inbox.tell(
          ofConversation('inbox.label_applied.v1', { ...own, labelId }, 1, {
            id: exampleId(n * 10 + index, 0x77),
          }),
        )
    }
    if (n % 3 === 0)
      await inbox.tell(
        ofConversation('inbox.conversation_assigned.v1', { ...own, assignee: exampleAccount }, 1, {
          id: exampleId(n, 0x78),
        }),
      )
    if (n % 5 === 0)
      await inbox.tell(ofConversation('inbox.conversation_resolved.v1', own, 1, { id: exampleId(n, 0x79) }))
    if (n % 4 === 0)
      await inbox.tell(
        ofConversation('inbox.conversation_read.v1', { ...own, upToSequence: 10_000 }, 1, {
          id: exampleId(n, 0x7a),
        }),
      )
  }
  const file = { ...exampleMedia, fileName: 'Invoice Januari.pdf', mimetype: 'application/pdf' }
  const document = { kind: 'document' as const, media: file, caption: 'mohon dicek' }
  const sealed = { content: document, correspondent: { name: 'Budi Santoso', phone: '6281234560000' } }
  await inbox.tell(
    received({
      chatId: chat(0),
      contactId: exampleId(0, 0xf),
      sessionId: exampleId(0, 0x5),
      messageId: exampleMessage(900),
      mediaId: file.mediaId,
      sentAt: at(500),
      sealed,
    }),
  )
  const secret = {
    ...received({ chatId: chat(500), messageId: exampleMessage(901), text: 'pesanan rahasia' }),
    workspace: other,
  }
  return inbox.tell(secret)
}
