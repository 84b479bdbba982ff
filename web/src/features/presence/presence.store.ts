// Owns who of the team is in which conversation now, and where the customer types; forgotten when nobody says it again.
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { useAccount } from '../account/account.store.ts'

export interface Presence {
  accountId: string
  state: 'viewing' | 'typing'
}
type Signal = Extract<LiveFrame, { type: 'presence' | 'customer_typing' }>

const forgottenMs = 25_000
const none: readonly Presence[] = []

export const usePresence = defineStore('presence', () => {
  const account = useAccount()
  const colleagues = shallowReactive(new Map<string, readonly Presence[]>())
  const typing = shallowReactive(new Set<string>())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function forgetLater(key: string, forget: () => void): void {
    clearTimeout(timers.get(key))
    timers.set(key, setTimeout(forget, forgottenMs))
  }
  function set(conversationId: string, accountId: string, state: Presence['state'] | null): void {
    const others = (colleagues.get(conversationId) ?? none).filter((one) => one.accountId !== accountId)
    const now = state ? [...others, { accountId, state }] : others
    if (now.length > 0) colleagues.set(conversationId, now)
    else colleagues.delete(conversationId)
  }

  return {
    /** Colleagues in a conversation, oneself left out. */
    of: (conversationId: string): readonly Presence[] => colleagues.get(conversationId) ?? none,
    customerTyping: (conversationId: string): boolean => typing.has(conversationId),
    /** Takes in a passing signal. */
    apply(frame: Signal) {
      const { conversationId } = frame
      if (frame.type === 'customer_typing') {
        if (frame.typing) typing.add(conversationId)
        else typing.delete(conversationId)
        forgetLater(conversationId, () => typing.delete(conversationId))
        return
      }
      const { accountId, state } = frame
      if (accountId === account.account?.id) return
      set(conversationId, accountId, state === 'left' ? null : state)
      forgetLater(`${conversationId} ${accountId}`, () => set(conversationId, accountId, null))
    },
  }
})
