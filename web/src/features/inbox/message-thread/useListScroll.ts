// Owns where the message list stands: staying at the newest, keeping still while pages arrive, showing one message.
import { computed, nextTick, onMounted, ref, watch, type Ref } from 'vue'
import type { VirtualizerHandle } from 'virtua/vue'
import type { Thread } from '../thread.model.ts'
import type { ThreadItem } from './thread-items.ts'

const prefetch = 1_200
const nearBottom = 80
const highlightMs = 2_400
/** By then the rows around a shown one have their heights. */
const settleMs = 250

interface Shown {
  entries: Thread
  loaded: boolean
  hasOlder: boolean
  hasNewer: boolean
}

/** `read` is asked for the next page on a side when its edge comes near. */
export function useListScroll(
  shown: () => Shown,
  items: Ref<ThreadItem[]>,
  read: (side: 'older' | 'newer') => void,
) {
  const virtual = ref<VirtualizerHandle>()
  const atEnd = ref(true)
  const unseen = ref(false)
  const prepending = ref(false)
  /** Changes when a part of the thread is replaced by another: the rows' heights are then new. */
  const part = ref(0)
  const highlighted = ref<string | null>(null)
  const atNewest = computed(() => atEnd.value && !shown().hasNewer)
  let timer: ReturnType<typeof setTimeout> | undefined

  function toNewest(): void {
    unseen.value = false
    atEnd.value = true
    void nextTick(() => {
      // Something else may have been asked for since.
      if (atEnd.value) virtual.value?.scrollToIndex(items.value.length - 1, { align: 'end' })
    })
  }
  function onScroll(offset: number): void {
    const handle = virtual.value
    if (!handle) return
    const below = handle.scrollSize - offset - handle.viewportSize
    atEnd.value = below < nearBottom
    const { loaded, hasOlder, hasNewer } = shown()
    if (atEnd.value && !hasNewer) unseen.value = false
    if (loaded && hasOlder && offset < prefetch) read('older')
    if (loaded && hasNewer && below < prefetch) read('newer')
  }
  /** A list that is short does not scroll, and tells nothing. */
  function measure(): void {
    const handle = virtual.value
    if (handle) onScroll(handle.scrollOffset)
  }
  /**
   * Rows or the window have other heights: who stood at the end stays there. A window that grows moves the list before
   * its height is known, which looks like leaving the end, so it is measured anew.
   */
  function onResize(): void {
    if (!atEnd.value) measure()
    else if (!shown().hasNewer) toNewest()
  }
  /** Brings a row into view; a message of it is marked for a moment. */
  async function show(key: string, mark: boolean): Promise<void> {
    atEnd.value = false
    setTimeout(measure, settleMs)
    await nextTick()
    const at = items.value.findIndex(
      (item) => item.key === key || ('entry' in item && item.entry.message.id === key),
    )
    if (at === -1) return
    virtual.value?.scrollToIndex(at, mark ? { align: 'center' } : { align: 'start', offset: -48 })
    if (!mark) return
    highlighted.value = items.value[at]?.key ?? null
    clearTimeout(timer)
    timer = setTimeout(() => (highlighted.value = null), highlightMs)
  }

  watch(
    () => {
      const { entries, hasNewer, loaded } = shown()
      return { first: entries[0]?.key, last: entries[entries.length - 1]?.key, hasNewer, loaded, entries }
    },
    (now, old) => {
      const overlaps = now.entries.some((entry) => entry.key === old.last || entry.key === old.first)
      // Replies left from before a reload stand there before the first page, which is no page further back.
      const isFirstPage = now.loaded && !old.loaded
      if ((isFirstPage || !overlaps) && old.last !== undefined) part.value++
      prepending.value =
        !isFirstPage && now.last === old.last && now.first !== old.first && old.first !== undefined
      if ((now.last === old.last && !isFirstPage) || old.hasNewer) return
      if (atEnd.value && !now.hasNewer) toNewest()
      else if (overlaps) unseen.value = true
    },
  )
  watch(prepending, () => void nextTick(() => (prepending.value = false)))
  onMounted(toNewest)

  return { virtual, atNewest, unseen, prepending, part, highlighted, toNewest, onScroll, onResize, show }
}
