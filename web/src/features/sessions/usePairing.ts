// Owns how a number is being linked on this page: by QR or by code, for which phone, and asking for the next round.
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import { ref } from 'vue'
import { problemText } from '../../api/problem.ts'
import { useSessions } from './sessions.store.ts'
import { usePairingPoll } from './usePairingPoll.ts'

export type PairingWay = 'qr' | 'code'

/** The ways to link a number, and what asking for one came to. */
export function usePairing(session: () => SessionView) {
  const sessions = useSessions()
  const way = ref<PairingWay>(session().state === 'waiting_for_code' ? 'code' : 'qr')
  const phone = ref('')
  const busy = ref(false)
  const refusal = ref<string | null>(null)

  usePairingPoll(session)

  async function ask(by: string | null): Promise<void> {
    busy.value = true
    refusal.value = null
    try {
      await sessions.pair(session().id, by)
      phone.value = by ?? ''
    } catch (error) {
      refusal.value = problemText(error)
    } finally {
      busy.value = false
    }
  }

  return {
    way,
    phone,
    busy,
    refusal,
    ask,
    /** Another way: a code that is waited for gives way to a QR at once. */
    async choose(next: PairingWay) {
      way.value = next
      refusal.value = null
      if (next === 'qr' && (phone.value !== '' || session().state === 'waiting_for_code')) await ask(null)
    },
    /** The code is for another phone: back to a QR below, so that no code stays open for nobody. */
    async other() {
      await ask(null)
    },
  }
}
