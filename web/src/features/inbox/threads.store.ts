// Owns the threads this page has opened, by conversation, and the replies on their way in them.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { problemText } from '../../api/problem.ts'
import * as api from './inbox.api.ts'
import { replyLine } from './reply-line.ts'
import {
  notYet,
  type Thread,
  withMessages,
  withMessageStatus,
  withReplyState,
  withReplyTaken,
} from './thread.model.ts'

/** A thread, how far back it is read (`cursor` null: to its beginning), and what goes on with it. */
export interface OpenThread {
  entries: Thread
  cursor: string | null
  loaded: boolean
  loading: boolean
  failure: unknown
}

const mostKept = 20
const blank: OpenThread = { entries: [], cursor: null, loaded: false, loading: false, failure: null }

export const useThreads = defineStore('threads', () => {
  const threads = shallowReactive(new Map<string, OpenThread>())
  const send = replyLine(api.sendReply)

  function change(id: string, part: Partial<OpenThread>): void {
    threads.set(id, { ...(threads.get(id) ?? blank), ...part })
  }
  function changeEntries(id: string, how: (entries: Thread) => Thread): void {
    const thread = threads.get(id)
    if (thread) threads.set(id, { ...thread, entries: how(thread.entries) })
  }

  /** Old threads without a reply on its way are forgotten; opening them reads them again. */
  function forgetOldest(): void {
    for (const [id, thread] of threads) {
      if (threads.size <= mostKept) return
      if (thread.entries.every((entry) => entry.reply === null)) threads.delete(id)
    }
  }

  async function readPage(id: string, cursor: string | null): Promise<void> {
    if (threads.get(id)?.loading) return
    change(id, { loading: true, failure: null })
    try {
      const page = await api.fetchMessages(id, cursor ?? undefined)
      changeEntries(id, (entries) => withMessages(entries, page.messages))
      change(id, { loading: false, loaded: true, cursor: page.nextCursor })
    } catch (error) {
      change(id, { loading: false, failure: error })
    }
  }

  /** Reads the newest page again and joins it to what is shown, or replaces that when something lies between. */
  async function rejoin(id: string): Promise<void> {
    if (!threads.get(id)?.loaded) return readPage(id, null)
    const page = await api.fetchMessages(id).catch((failure: unknown) => {
      change(id, { failure })
      return null
    })
    if (!page) return
    const shown = new Set(threads.get(id)?.entries.map((entry) => entry.message.id))
    const joins = page.messages.some((message) => shown.has(message.id))
    if (!joins) change(id, { cursor: page.nextCursor })
    changeEntries(id, (entries) => {
      return withMessages(joins ? entries : entries.filter((entry) => entry.reply), page.messages)
    })
    change(id, { failure: null })
  }

  async function deliver(id: string, key: string, text: string): Promise<void> {
    try {
      const { message } = await send(id, text, key)
      changeEntries(id, (entries) => withReplyTaken(entries, key, message))
    } catch (error) {
      changeEntries(id, (entries) =>
        withReplyState(entries, key, { state: 'refused', why: problemText(error) }),
      )
    }
  }

  return {
    threads,
    /** Takes in messages from the live stream; threads that are not open here learn them when they are opened. */
    sync(messages: readonly MessageView[]) {
      for (const message of messages) {
        changeEntries(message.conversationId, (entries) => withMessages(entries, [message]))
      }
    },
    applyStatus(id: string, messageId: string, status: MessageStatus, failure: MessageView['failure']) {
      changeEntries(id, (entries) => withMessageStatus(entries, messageId, status, failure))
    },
    /** Reads the newest page unless the thread is here already. */
    async open(id: string) {
      if (threads.get(id)?.loaded) return
      await readPage(id, null)
      forgetOldest()
    },
    /** Reads one page further back. */
    async loadOlder(id: string) {
      const thread = threads.get(id)
      if (thread?.loaded && thread.cursor !== null) await readPage(id, thread.cursor)
    },
    /** After a gap: forget every thread but the replies on their way, and read the open one again. */
    async restart(open: string | undefined) {
      for (const [id, thread] of threads) {
        const replies = thread.entries.filter((entry) => entry.reply !== null)
        if (id === open) continue
        if (replies.length === 0) threads.delete(id)
        else threads.set(id, { ...blank, entries: replies })
      }
      if (open) await rejoin(open)
    },
    /** Shows a reply at once and sends it; `key` is a fresh UUID. */
    send(id: string, sessionId: string, author: string, text: string, key: string, at: string) {
      const message: MessageView = {
        id: key,
        conversationId: id,
        sessionId,
        direction: 'outgoing',
        content: { kind: 'text', text },
        missing: null,
        status: 'accepted',
        failure: null,
        author,
        sender: null,
        quote: null,
        mediaState: null,
        mediaFailure: null,
        reactions: [],
        edits: [],
        revokedAt: null,
        at,
        sequence: notYet,
      }
      if (!threads.has(id)) change(id, {})
      changeEntries(id, (entries) => [...entries, { key, message, reply: { state: 'sending' } }])
      return deliver(id, key, text)
    },
    /** Sends a refused reply again with its own key, so that it cannot arrive twice. */
    retry(id: string, key: string) {
      const entry = threads.get(id)?.entries.find((one) => one.key === key)
      if (entry?.message.content?.kind !== 'text') return Promise.resolve()
      changeEntries(id, (entries) => withReplyState(entries, key, { state: 'sending' }))
      return deliver(id, key, entry.message.content.text)
    },
    /** Takes a refused reply away. */
    discard(id: string, key: string) {
      changeEntries(id, (entries) => entries.filter((entry) => entry.key !== key || entry.reply === null))
    },
  }
})
