// Owns how many conversations stand in each queue and behind each label, read again when something moved.
import type { ConversationCounts } from '@indoshopster/contracts/web-api/inbox'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { asNewAs } from '../../api/as-new-as.ts'
import { fetchCounts } from './inbox.api.ts'

/** Under a storm of frames the queues are counted once in this time. */
const gatherMs = 1_000
const none: ConversationCounts = {
  mine: 0,
  unassigned: 0,
  open: 0,
  needsReply: 0,
  snoozed: 0,
  resolved: 0,
  unread: 0,
  labels: {},
}

export const useCounts = defineStore('counts', () => {
  const counts = shallowRef<ConversationCounts>(none)
  const known = shallowRef(false)
  let newest = 0
  let counted = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Counts, as new as a sequence. A failed count is not lost: the next frame or reconnect counts again. */
  async function read(sequence = 0): Promise<void> {
    timer = undefined
    newest = Math.max(newest, sequence)
    const asked = newest
    const fresh = await asNewAs(asked, fetchCounts).catch(() => null)
    if (!fresh || asked < counted) return
    counted = asked
    counts.value = fresh
    known.value = true
  }

  return {
    counts,
    known,
    read,
    /** Counts again soon, as new as a sequence. */
    touch(sequence: number) {
      newest = Math.max(newest, sequence)
      timer ??= setTimeout(() => void read(), gatherMs)
    },
    /** One conversation fewer is unread, before the log says so. */
    showAsRead() {
      counts.value = { ...counts.value, unread: Math.max(0, counts.value.unread - 1) }
    },
  }
})
