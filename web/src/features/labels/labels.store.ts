// Owns the workspace's labels, by name, as new as the newest frame about them.
import type { LabelView } from '@indoshopster/contracts/inbox/label.views'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { asNewAs } from '../../api/as-new-as.ts'
import * as api from './labels.api.ts'

export const useLabels = defineStore('labels', () => {
  const list = shallowRef<readonly LabelView[]>([])
  const loaded = shallowRef(false)
  const byId = computed(() => new Map(list.value.map((label) => [label.id, label])))
  let newest = 0

  /** Reads the labels again, as new as a sequence. */
  async function refetch(minSeq = 0): Promise<void> {
    newest = Math.max(newest, minSeq)
    const asked = newest
    const { labels } = await asNewAs(asked, api.fetchLabels)
    if (asked < newest) return // a read that asks for newer ones is under way
    list.value = [...labels].sort((a, b) => a.name.localeCompare(b.name))
    loaded.value = true
  }

  return {
    list,
    loaded,
    refetch,
    byId: (id: string) => byId.value.get(id),
    /** The labels of a row that still exist, in their order. */
    of: (ids: readonly string[]) => list.value.filter((label) => ids.includes(label.id)),
    /** Makes a label and answers its id. */
    async create(body: api.LabelBody) {
      const { id, sequence } = await api.createLabel(body)
      await refetch(sequence)
      return id
    },
    async edit(id: string, body: api.LabelBody) {
      await refetch((await api.editLabel(id, body)).sequence)
    },
    async remove(id: string) {
      await refetch((await api.deleteLabel(id)).sequence)
    },
  }
})
