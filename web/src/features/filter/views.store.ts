// Owns the saved views of the workspace, by name, as new as the newest frame about them.
import type { SavedView } from '@indoshopster/contracts/inbox/label.views'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { asNewAs } from '../../api/as-new-as.ts'
import * as api from './views.api.ts'

export const useViews = defineStore('views', () => {
  const list = shallowRef<readonly SavedView[]>([])
  const loaded = shallowRef(false)
  let newest = 0

  /** Reads the views again, as new as a sequence. */
  async function refetch(minSeq = 0): Promise<void> {
    newest = Math.max(newest, minSeq)
    const asked = newest
    const { views } = await asNewAs(asked, api.fetchViews)
    if (asked < newest) return // a read that asks for newer ones is under way
    list.value = [...views].sort((a, b) => a.name.localeCompare(b.name))
    loaded.value = true
  }

  return {
    list,
    loaded,
    refetch,
    /** Saves a view and answers its id; null makes a new one. */
    async save(id: string | null, body: api.ViewBody) {
      const saved = await api.saveView(id, body)
      await refetch(saved.sequence)
      return saved.id
    },
    async remove(id: string) {
      await refetch((await api.deleteView(id)).sequence)
    },
  }
})
