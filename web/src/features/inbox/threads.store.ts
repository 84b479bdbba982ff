// Owns the threads this page has opened, by conversation: which part of each is read, and what live updates change.
import type { MessageStatus, MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { MessagesPage } from '@indoshopster/contracts/web-api/inbox'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { asNewAs } from '../../api/as-new-as.ts'
import { fetchMessage, fetchMessages, type PageOf } from './threads.api.ts'
import { withContactMoved, withoutContact } from './contact-gone.model.ts'
import { createRecentFrames } from './recent-frames.ts'
import { liesBefore, type Thread, type ThreadEntry, withMessages, withMessageStatus } from './thread.model.ts'

/** A part of a thread without gaps. `older`, `newer`: the cursors to go on with; null: nothing more on that side. */
export interface OpenThread {
  entries: Thread
  older: string | null
  newer: string | null
  loaded: boolean
  loading: boolean
  failure: unknown
}

/** How new an answer must be, and how new it is hoped to be: sequences of the log. */
interface Asked {
  minSeq?: number
  hoped?: number
}

const mostKept = 20
const blank: OpenThread = {
  entries: [],
  older: null,
  newer: null,
  loaded: false,
  loading: false,
  failure: null,
}

export const useThreads = defineStore('threads', () => {
  const threads = shallowReactive(new Map<string, OpenThread>())

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

  /** Forgets what was read of a thread, not the replies on their way. */
  function forgetRead(id: string): void {
    const replies = threads.get(id)?.entries.filter((entry) => entry.reply !== null) ?? []
    if (replies.length === 0) threads.delete(id)
    else threads.set(id, { ...blank, entries: replies })
  }

  /** Grows with each read that replaces what is shown, so that the answer of an overtaken one is dropped. */
  const rounds = new Map<string, number>()

  /** Reads a page and takes it in as `how` says. Throws nothing: the thread tells of a failure. */
  async function read(
    id: string,
    page: PageOf,
    how: (page: MessagesPage) => void,
    { minSeq = 0, hoped = 0 }: Asked = {},
  ): Promise<void> {
    const round = rounds.get(id) ?? 0
    const overtaken = () => (rounds.get(id) ?? 0) !== round
    change(id, { loading: true, failure: null })
    try {
      const answer = await (minSeq > 0
        ? fetchMessages(id, page, minSeq)
        : asNewAs(hoped, (as) => fetchMessages(id, page, as)))
      if (overtaken()) return
      change(id, { loading: false, loaded: true })
      how(answer)
      catchUp(id)
    } catch (error) {
      if (!overtaken()) change(id, { loading: false, failure: error })
    }
  }
  const recent = createRecentFrames()

  function showArrived(message: MessageView): void {
    const id = message.conversationId
    const thread = threads.get(id)
    if (!thread) return
    const known = thread.entries.some((entry) => entry.message.id === message.id)
    const beyond = thread.newer !== null || (thread.older !== null && liesBefore(thread.entries, message))
    if (known || !beyond) changeEntries(id, (entries) => withMessages(entries, [message]))
  }
  const isShown = (id: string, messageId: string) =>
    threads.get(id)?.entries.some((entry) => entry.message.id === messageId) === true

  /** The read model may be behind the live stream: what that told before the answer came is not taken back by it. */
  function catchUp(id: string): void {
    for (const [messageId, { message, moved, changedAt }] of recent.of(id)) {
      if (message && !isShown(id, messageId)) showArrived(message)
      if (moved)
        changeEntries(id, (entries) => withMessageStatus(entries, messageId, moved.status, moved.failure))
      // One that cannot be read is read with the next page.
      if (changedAt !== null) void readMessage(id, messageId, changedAt).catch(() => {})
    }
  }
  async function readMessage(id: string, messageId: string, minSeq: number): Promise<void> {
    if (!isShown(id, messageId)) return
    const message = await fetchMessage(id, messageId, minSeq)
    recent.note(id, messageId, { changedAt: null })
    changeEntries(id, (entries) => withMessages(entries, [message]))
  }

  /** Goes on from what is shown; one such read at a time. */
  async function readOn(
    id: string,
    page: PageOf,
    how: (page: MessagesPage) => void,
    asked?: Asked,
  ): Promise<void> {
    if (!threads.get(id)?.loading) await read(id, page, how, asked)
  }
  /** Reads another part; whatever is being read for the old one is overtaken. */
  async function readAnew(id: string, page: PageOf, asked?: Asked): Promise<void> {
    rounds.set(id, (rounds.get(id) ?? 0) + 1)
    await read(id, page, (answer) => replaceBy(id, answer), asked)
  }

  /** Shows a page instead of what was shown; replies on their way stay, and what arrived during the read. */
  function replaceBy(id: string, page: MessagesPage): void {
    const last = Math.max(0, ...page.messages.map((message) => message.sequence))
    const stays = ({ reply, message }: ThreadEntry) =>
      reply !== null || (page.newerCursor === null && message.sequence > last)
    changeEntries(id, (entries) => withMessages(entries.filter(stays), page.messages))
    change(id, { older: page.nextCursor, newer: page.newerCursor })
  }

  /** After a gap: joins the newest page to what is shown, or replaces that when something lies between. */
  async function rejoin(id: string, sequence: number): Promise<void> {
    const thread = threads.get(id)
    const asked = { hoped: sequence }
    if (!thread?.loaded) return thread?.loading ? undefined : readAnew(id, {}, asked)
    const middle = thread.entries[Math.floor(thread.entries.length / 2)]
    if (thread.newer !== null && middle) return readAnew(id, { around: middle.message.id }, asked)
    await readOn(
      id,
      {},
      (page) => {
        const shown = new Set(threads.get(id)?.entries.map((entry) => entry.message.id))
        if (!page.messages.some((message) => shown.has(message.id))) replaceBy(id, page)
        else changeEntries(id, (entries) => withMessages(entries, page.messages))
      },
      asked,
    )
  }

  return {
    threads,
    /** Changes what a thread shows; used for replies on their way, which may come before anything is read. */
    changeEntries(id: string, how: (entries: Thread) => Thread) {
      if (!threads.has(id)) change(id, {})
      changeEntries(id, how)
    },
    /**
     * Takes in messages from the live stream. What lies beyond the part that is shown comes when that is read;
     * threads that are not open here learn them when they are opened.
     */
    sync(messages: readonly MessageView[]) {
      for (const message of messages) {
        recent.note(message.conversationId, message.id, { message })
        showArrived(message)
      }
    },
    applyStatus(id: string, messageId: string, status: MessageStatus, failure: MessageView['failure']) {
      recent.note(id, messageId, { moved: { status, failure } })
      changeEntries(id, (entries) => withMessageStatus(entries, messageId, status, failure))
    },
    /** Reads a shown message again, as new as `minSeq`; one that is not shown comes with its page. */
    async refetchMessage(id: string, messageId: string, minSeq: number) {
      recent.note(id, messageId, { changedAt: minSeq })
      await readMessage(id, messageId, minSeq)
    },
    /** Reads the newest page unless the thread is here already; `messageId` is to be among what is shown. */
    async open(id: string, messageId?: string) {
      const thread = threads.get(id)
      if (messageId && !thread?.entries.some((entry) => entry.message.id === messageId))
        await readAnew(id, { around: messageId })
      else if (!thread?.loaded && !thread?.loading) await readAnew(id, {})
      forgetOldest()
    },
    /** Shows the newest messages again after a jump into the past. */
    async toNewest(id: string) {
      if (threads.get(id)?.newer !== null) await readAnew(id, {})
    },
    /** A failure was told in another way. */
    forgetFailure(id: string) {
      if (threads.has(id)) change(id, { failure: null })
    },
    /** Reads one page further back. */
    async loadOlder(id: string) {
      const thread = threads.get(id)
      if (!thread?.loaded || thread.older === null) return
      await readOn(id, { cursor: thread.older }, (page) => {
        changeEntries(id, (entries) => withMessages(entries, page.messages))
        change(id, { older: page.nextCursor })
      })
    },
    /** Reads one page further on. */
    async loadNewer(id: string) {
      const thread = threads.get(id)
      if (!thread?.loaded || thread.newer === null) return
      await readOn(id, { after: thread.newer }, (page) => {
        changeEntries(id, (entries) => withMessages(entries, page.messages))
        change(id, { newer: page.newerCursor })
      })
    },
    /**
     * Forgets what is shown of a conversation that was erased or joined to another; reads it anew when it is open,
     * as new as `minSeq`: an older answer would show again what is to be gone.
     */
    async forget(id: string, isOpen: boolean, minSeq: number) {
      recent.forget((one) => one === id)
      threads.delete(id)
      if (isOpen) await readAnew(id, {}, { minSeq })
    },
    /**
     * Drops what somebody erased said and did in groups. The open one keeps its place: what may be theirs is read again,
     * as new as `minSeq`.
     */
    async forgetContact(
      contactId: string,
      {
        open,
        isGroup,
        minSeq,
      }: { open: string | undefined; isGroup: (id: string) => boolean; minSeq: number },
    ) {
      recent.forget(isGroup)
      const again: Promise<void>[] = []
      for (const [id, { entries, loading }] of threads) {
        if (!isGroup(id)) continue
        const left = withoutContact(entries, contactId)
        change(id, { entries: left.thread })
        if (loading) again.push(readAnew(id, {}, { minSeq }))
        else if (id !== open) forgetRead(id)
        else again.push(...left.doubtful.map((messageId) => readMessage(id, messageId, minSeq)))
      }
      await Promise.all(again)
    },
    /** Somebody is known by another id now: an erasure names the new one. */
    moveContact(from: string, to: string) {
      for (const id of threads.keys()) changeEntries(id, (entries) => withContactMoved(entries, from, to))
    },
    /** After a gap up to `sequence`: forget every thread but the replies on their way, and read the open one again. */
    async restart(open: string | undefined, sequence: number) {
      for (const id of threads.keys()) if (id !== open) forgetRead(id)
      if (open) await rejoin(open, sequence)
    },
  }
})
