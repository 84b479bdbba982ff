// Owns the sessions this page knows, by id; HTTP answers and live frames both come in through `sync`.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import * as api from './sessions.api.ts'
import { isLinked } from './session-words.ts'

export const useSessions = defineStore('sessions', () => {
  const rows = shallowReactive(new Map<string, SessionView>())
  const loaded = ref(false)
  const list = computed(() => [...rows.values()].sort((a, b) => a.createdAt.localeCompare(b.createdAt)))
  const anyLinked = computed(() => list.value.some(isLinked))
  /** Set when the page itself removed a session, so that a late frame does not bring it back. */
  const removed = new Set<string>()

  /** Takes in views; an older state of a session never replaces a newer one. */
  function sync(views: readonly SessionView[]): void {
    for (const view of views) {
      const known = rows.get(view.id)
      if (removed.has(view.id) || (known && known.since > view.since)) continue
      rows.set(view.id, view)
    }
  }

  /** Reads the whole list again; sessions that are no longer in it go away. */
  async function refetch(minSeq?: number): Promise<void> {
    const { sessions } = await api.fetchSessions(minSeq)
    const ids = new Set(sessions.map((view) => view.id))
    for (const id of rows.keys()) if (!ids.has(id)) rows.delete(id)
    sync(sessions)
    loaded.value = true
  }

  async function after(command: Promise<{ sequence: number }>): Promise<void> {
    await refetch((await command).sequence)
  }

  return {
    rows,
    list,
    loaded,
    anyLinked,
    sync,
    refetch,
    /** Reads one session, for its newest QR. */
    async refetchOne(id: string) {
      sync([await api.fetchSession(id)])
    },
    /** Adds a number and answers its id. */
    async add(name: string, network: SessionView['network']) {
      const { id, sequence } = await api.addSession({ name, network })
      await refetch(sequence)
      return id
    },
    rename: (id: string, name: string) => after(api.renameSession(id, name)),
    /** By QR, or with the phone's number by a code. */
    pair: (id: string, phone: string | null = null) => after(api.pairSession(id, phone)),
    chooseGroups: (id: string, shown: boolean) => after(api.chooseGroups(id, shown)),
    logOut: (id: string) => after(api.logOutSession(id)),
    makeDefault: (id: string) => after(api.makeDefaultSession(id)),
    async remove(id: string) {
      const { sequence } = await api.removeSession(id)
      removed.add(id)
      rows.delete(id)
      await refetch(sequence)
    },
  }
})
