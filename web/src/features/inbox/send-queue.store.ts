// Owns the replies that the gateway has not taken yet: shown at once, sent in order, kept over a reload.
import type { Media } from '@indoshopster/contracts/session/media'
import { defineStore } from 'pinia'
import { computed, shallowReactive, watch } from 'vue'
import { problemText } from '../../api/problem.ts'
import { t } from '../../i18n/text.ts'
import { useConnection } from '../../live/connection.store.ts'
import { useAccount } from '../account/account.store.ts'
import { uploadFile } from '../media/upload.ts'
import { allPrivate, dropPrivate, forgetPrivate, keepPrivate } from './private-storage.ts'
import { isRefusal, replyLine, untilAnswered, wakeReplies } from './reply-line.ts'
import { bubbleOf, contentOf, type QueuedReply, withoutQuotedWords } from './reply-draft.model.ts'
import { type ReplyState, withReply, withReplyState, withReplyTaken } from './thread.model.ts'
import { sendReply } from './threads.api.ts'
import { useThreads } from './threads.store.ts'

/** What was written longer ago is not sent by itself: the talk may have moved on, or a colleague may have answered. */
const staleMs = 60 * 60_000
const isStale = ({ at }: QueuedReply): boolean => Date.now() - Date.parse(at) > staleMs
const staleWords = ({ tried }: QueuedReply) => t(tried ? 'reply.staleTried' : 'reply.stale')
const heldTooLong = new Error('Held too long to be sent without asking')

/** This app wrote it; a value of an older version lacks a part and is left alone. */
const isQueued = (value: unknown): value is QueuedReply =>
  typeof value === 'object' && value !== null && 'key' in value && 'body' in value && 'author' in value

export const useSendQueue = defineStore('send-queue', () => {
  const account = useAccount()
  const connection = useConnection()
  const threads = useThreads()
  const inLine = replyLine()
  const states = shallowReactive(new Map<string, ReplyState['state']>())
  const replies = new Map<string, QueuedReply>()
  const files = new Map<string, { file: File; up: (media: Media) => void }>()
  const stops = new Map<string, AbortController>()
  const count = (state: ReplyState['state']) => [...states.values()].filter((one) => one === state).length

  function show(reply: QueuedReply, next: ReplyState): void {
    const tells = (next.state === 'waiting' || next.state === 'refused') && replies.get(reply.key)?.tried
    const state: ReplyState = tells ? { ...next, tried: true } : next
    states.set(reply.key, state.state)
    threads.changeEntries(reply.conversationId, (entries) =>
      withReplyState(
        withReply(entries, reply.key, bubbleOf(reply), state),
        reply.key,
        state,
        contentOf(reply),
      ),
    )
  }
  /** Answers whose quote may hold words of somebody erased: that they answer something is all that is kept. */
  const wordless = new Set<string>()

  /** A file lives in memory only, so what waits for its file cannot survive a reload. */
  function keep(given: QueuedReply): void {
    const reply = wordless.has(given.key) ? withoutQuotedWords(given) : given
    replies.set(reply.key, reply)
    if (!files.has(reply.key)) keepPrivate('reply', reply.author, reply.key, reply)
  }
  function drop(reply: QueuedReply): void {
    for (const kept of [states, replies, files, stops, wordless]) kept.delete(reply.key)
    dropPrivate('reply', reply.author, reply.key)
  }

  /** Of one conversation one is sent at a time, so whatever is behind it waits too. */
  function waits(first: QueuedReply): void {
    for (const reply of replies.values()) {
      const behind = reply.conversationId === first.conversationId && states.get(reply.key) === 'sending'
      if (behind) show(reply, { state: 'waiting' })
    }
  }
  const lineWaits = ({ conversationId }: QueuedReply) =>
    [...replies.values()].some(
      (one) => one.conversationId === conversationId && states.get(one.key) === 'waiting',
    )

  /** An attempt that is made only while the reply is young, or when the live stream has shown that it was taken. */
  const whileYoung =
    <Answer>(reply: QueuedReply, attempt: () => Promise<Answer>) =>
    (): Promise<Answer> => {
      const entry = threads.threads.get(reply.conversationId)?.entries.find(({ key }) => key === reply.key)
      return isStale(reply) && entry?.reply ? Promise.reject(heldTooLong) : attempt()
    }

  /** Sends the file of a reply up, once; the reply then names it. */
  async function withFileUp(reply: QueuedReply, signal: AbortSignal): Promise<QueuedReply> {
    const kept = files.get(reply.key)
    if (!kept) return reply
    show(reply, { state: 'uploading', sent: 0 })
    const progress = (sent: number) => show(reply, { state: 'uploading', sent })
    const media: Media = await untilAnswered(
      whileYoung(reply, () => uploadFile(kept.file, reply.conversationId, progress, signal)),
      () => show(reply, { state: 'waiting' }),
      signal,
    )
    files.delete(reply.key)
    kept.up(media)
    const up = { ...reply, media, body: { ...reply.body, mediaId: media.mediaId } }
    keep(up)
    return up
  }

  async function deliver(first: QueuedReply, signal: AbortSignal): Promise<void> {
    let reply = first
    try {
      reply = await withFileUp(first, signal)
      show(reply, { state: 'sending' })
      const { message } = await untilAnswered(
        whileYoung(reply, () => {
          reply = asTried(reply)
          return sendReply(reply.conversationId, reply.body, reply.key)
        }),
        () => waits(reply),
        signal,
      )
      drop(reply)
      threads.changeEntries(reply.conversationId, (entries) => withReplyTaken(entries, reply.key, message))
    } catch (error) {
      if (signal.aborted) return
      if (error === heldTooLong) return refuse(reply, staleWords(reply))
      const { tried: _tried, ...untried } = reply
      if (isRefusal(error) || !reply.tried) return refuse(untried, problemText(error))
      refuse(reply, `${problemText(error)} ${t('reply.mayBeSent')}`)
    }
  }
  /**
   * Kept before it leaves, so that a page that is closed meanwhile knows of it. A browser that says it has no connection
   * lets nothing leave.
   */
  function asTried(reply: QueuedReply): QueuedReply {
    if (reply.tried || !navigator.onLine) return reply
    const tried = { ...reply, tried: true } as const
    keep(tried)
    return tried
  }
  function refuse(reply: QueuedReply, why: string): void {
    keep({ ...reply, refused: why })
    show(reply, { state: 'refused', why })
  }

  function send(reply: QueuedReply): Promise<void> {
    const stop = new AbortController()
    stops.set(reply.key, stop)
    keep(reply)
    const behind = lineWaits(reply) ? 'waiting' : 'sending'
    show(reply, files.has(reply.key) ? { state: 'uploading', sent: 0 } : { state: behind })
    return inLine(reply.conversationId, () => deliver(reply, stop.signal))
  }

  /** Takes a reply away that was not taken, and stops what is under way for it. */
  function discard(key: string): void {
    const reply = replies.get(key)
    if (!reply) return
    stops.get(key)?.abort()
    drop(reply)
    threads.changeEntries(reply.conversationId, (entries) =>
      entries.filter((entry) => entry.key !== key || entry.reply === null),
    )
  }

  /** Takes up what an account left unsent on this browser, and forgets what others left. */
  function begin(accountId: string): void {
    forgetPrivate(accountId)
    const left = allPrivate('reply', accountId).filter(isQueued)
    for (const reply of left.sort((a, b) => a.at.localeCompare(b.at))) {
      if (replies.has(reply.key)) continue
      if (reply.refused || isStale(reply)) refuse(reply, reply.refused ?? staleWords(reply))
      else void send(reply)
    }
  }
  watch(
    () => account.account?.id,
    (id) => id && begin(id),
    { immediate: true },
  )
  watch(
    () => connection.connected,
    (is) => is && wakeReplies(),
  )
  addEventListener('online', wakeReplies)
  addEventListener('beforeunload', (event) => {
    if (count('uploading') > 0) event.preventDefault()
  })

  return {
    /** How many replies wait for the connection, for the banner. */
    waiting: computed(() => count('waiting')),
    /** How many were not taken and need a decision. */
    refused: computed(() => count('refused')),
    /** How many would be lost by closing the page: their files are not up yet. */
    uploading: computed(() => count('uploading')),
    /** Shows a reply at once and sends it; `file` goes up first, and `up` hears what it became. */
    send(reply: QueuedReply, file?: File, up: (media: Media) => void = () => {}): Promise<void> {
      if (file) files.set(reply.key, { file, up })
      return send(reply)
    },
    /** Sends a refused reply again with its own key, so that it cannot arrive twice; from now on it is young again. */
    retry(key: string): Promise<void> {
      const reply = replies.get(key)
      if (!reply) return Promise.resolve()
      const { refused: _refused, ...again } = reply
      return send({ ...again, at: new Date().toISOString() })
    },
    discard,
    /** Of a conversation whose contact is erased: nothing is sent there any more. */
    forgetConversation(id: string) {
      for (const reply of replies.values()) if (reply.conversationId === id) discard(reply.key)
    },
    /** Of groups in which a member is erased: a quote does not tell whose words it holds. */
    forgetQuotes(isGroup: (id: string) => boolean) {
      for (const reply of replies.values()) {
        if (!isGroup(reply.conversationId) || reply.quote?.from !== 'contact') continue
        wordless.add(reply.key)
        keep(reply)
      }
    },
    /** Sign-out: nothing of this account stays on the browser. */
    forgetQueue() {
      for (const stop of stops.values()) stop.abort()
      for (const kept of [states, replies, files, stops, wordless]) kept.clear()
      forgetPrivate()
    },
  }
})
