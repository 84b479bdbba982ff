// Owns what one send is while it is on its way. Pure.
import type { SendFailure } from '@indoshopster/contracts/session/message.events'
import type { Asked } from '../whatsapp/whatsapp.port.ts'

export type SendFailureReason = SendFailure

/** The request behind a send; events that tell of it name it as their cause. */
export interface Cause {
  readonly id: string
  readonly correlationid: string
  readonly traceparent?: string | undefined
}

/** One send. `attempted` may be on the wire; `sent` was acknowledged by the network's server. */
export interface OutboxEntry {
  readonly messageId: string
  readonly chatId: string
  readonly contactId: string
  readonly wireId: string
  /** Where to write; empty until the recipient has been looked up. */
  readonly address: string
  readonly phone: string | null
  readonly name: string | null
  /** Null for sends begun by a release that kept only the wire form. */
  readonly asked: Asked | null
  /** The wire form; null until the first relay. */
  readonly composed: Uint8Array | null
  readonly cause: Cause | null
  /** When it was asked for, ms since the epoch; null for sends begun by an earlier release. */
  readonly requestedAt: number | null
  readonly state: 'queued' | 'attempted' | 'sent' | 'failed'
  /** Relays so far, over all runs. */
  readonly attempts: number
  /** Look-ups of the recipient that failed, over all connections. */
  readonly lookups: number
  /** Set where it is known that the send fails, before or after it has failed. */
  readonly failure: SendFailureReason | null
  readonly isDelivered: boolean
  readonly isRead: boolean
}

export type NewEntry = Pick<
  OutboxEntry,
  'messageId' | 'chatId' | 'contactId' | 'wireId' | 'address' | 'phone' | 'name' | 'failure' | 'requestedAt'
> & { readonly asked: Asked; readonly cause: Cause }
