// Owns what the phone's history tells, in our words; the network's adapter reads it piece by piece.
import type { MessageContent } from '@indoshopster/contracts/session/content'
import type { Quoted } from '../intake/said.ts'

export interface PastMessage {
  readonly wireId: string
  readonly direction: 'incoming' | 'outgoing'
  /** The network's time, ms since the epoch; 0 where none was told. */
  readonly sentAt: number
  readonly content: (mediaId: string) => {
    readonly content: MessageContent
    readonly wireMedia: string | null
  }
  readonly quoted: Quoted | null
}

interface Person {
  /** Canonical one first. */
  readonly addresses: readonly [string, ...string[]]
  readonly phone: string | null
}

export type PastItem =
  /** A chat of two; `bookName` as the phone's address book has it; messages oldest first. */
  | (Person & {
      readonly kind: 'chat'
      readonly bookName: string | null
      readonly messages: readonly PastMessage[]
    })
  /** What somebody calls themselves. */
  | (Person & { readonly kind: 'name'; readonly pushName: string })
  /** Two addresses of one person. */
  | (Person & { readonly kind: 'same_person' })

/** What came cannot be read, and would not be read any better another time. */
export class UnreadableHistoryError extends Error {
  override readonly name = 'UnreadableHistoryError'
}

/** One part of a history. */
export interface PastPart {
  /** Percent of the whole that is told after this part; null where the phone does not say. */
  readonly progress: number | null
  /**
   * Read once, piece by piece: a history does not fit into memory. Throws UnreadableHistoryError where no try helps,
   * anything else where a later one may.
   */
  readonly items: AsyncIterable<PastItem>
}
