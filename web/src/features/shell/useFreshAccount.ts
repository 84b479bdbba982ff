// Owns asking again who is signed in before the key of files runs out, and when the page is looked at after a sleep.
import { onScopeDispose, watch } from 'vue'
import { onWindow } from '../../ui/window-events.ts'
import { useAccount } from '../account/account.store.ts'

const aheadMs = 5 * 60_000
const leastMs = 30_000

/** Keeps the key of files valid while the calling component lives. */
export function useFreshAccount(): void {
  const account = useAccount()
  let timer: ReturnType<typeof setTimeout> | undefined
  const left = () => Date.parse(account.me?.media.expiresAt ?? '') - aheadMs - Date.now()
  /** A failure is not lost: the next focus or the next round asks again. */
  const refresh = () => void account.refresh().catch(() => plan())

  function plan(): void {
    clearTimeout(timer)
    const ms = left()
    if (!Number.isNaN(ms)) timer = setTimeout(refresh, Math.max(ms, leastMs))
  }
  watch(() => account.me?.media.expiresAt, plan, { immediate: true })
  onWindow('focus', () => left() <= 0 && refresh())
  onScopeDispose(() => clearTimeout(timer))
}
