// Answers: when has an encrypted message been handed to the network? For crash tests only.
import type { Failpoints } from '../../../intake/failpoint.ts'

/**
 * `after_wire` is the first frame that leaves after an encryption was committed: before Baileys, which commits its own
 * transaction only later, comes to know of it.
 */
export function wireFailpoints(failpoints: Failpoints): { failpoints: Failpoints; onFrameSent: () => void } {
  let due = false
  return {
    async failpoints(name) {
      await failpoints(name)
      if (name === 'before_wire') due = true
    },
    onFrameSent() {
      if (!due) return
      due = false
      void failpoints('after_wire')
    },
  }
}
