// Owns which reactions and deletions are on their way to WhatsApp, and who is to be told when one never gets there.
import type { MessageView } from '@indoshopster/contracts/inbox/message.views'
import type { LiveFrame } from '@indoshopster/contracts/web-api/live'
import { defineStore } from 'pinia'

/** Why WhatsApp does not have it, and as of which sequence. */
export interface LostAsk {
  failure: MessageView['failure']
  sequence: number
}
type Lost = (why: LostAsk) => void

/** A failure may be told before the answer that names its send; this many are remembered for that. */
const mostEarly = 50

export const useMessageAsks = defineStore('message-asks', () => {
  const asks = new Map<string, Lost>()
  const early = new Map<string, LostAsk>()

  return {
    /** `lost` runs once if the send fails; without an id nothing had to be sent. */
    follow(sendId: string | undefined, lost: Lost): void {
      const failed = sendId ? early.get(sendId) : undefined
      if (failed) lost(failed)
      else if (sendId) asks.set(sendId, lost)
    },
    told({ messageId, status, failure, sequence }: Extract<LiveFrame, { type: 'message_status' }>): void {
      if (status === 'queued') return
      const lost = asks.get(messageId)
      asks.delete(messageId)
      if (status !== 'failed') return
      if (lost) return lost({ failure, sequence })
      early.set(messageId, { failure, sequence })
      const [first] = early.keys()
      if (early.size > mostEarly && first !== undefined) early.delete(first)
    },
  }
})
