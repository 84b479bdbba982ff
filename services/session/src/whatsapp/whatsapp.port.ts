// Owns what the session service needs from a messaging network, in our words. Baileys is its first adapter.
import type pg from 'pg'
import type { Quote, SendContent } from '@indoshopster/contracts/session/content'
import type { PastPart } from '../history/past.ts'

/** Why a connection ended. Each is either tried again or final; see `session.model.ts`. */
export type CloseCause =
  | 'closed_by_us'
  | 'connection_lost'
  | 'server_unavailable'
  | 'restart_required'
  | 'replaced'
  | 'store_failed'
  | 'protocol_refused'
  | 'pairing_expired'
  | 'logged_out_from_phone'
  | 'account_banned'

/** What a connection tells about itself, in this order within one life: qr* linking? linked? online? closed. */
export type ConnectionSignal =
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'linking' }
  /** The phone or the network asks for what this device cannot give; no pairing comes of it. */
  | { readonly kind: 'pairing_refused'; readonly reason: 'passkey_required' | 'refused_by_whatsapp' }
  | { readonly kind: 'linked'; readonly phone: string; readonly pushName: string | null }
  | { readonly kind: 'online' }
  /** The network lets it write to nobody new until then (ms since the epoch; null: it did not say). Any time while online. */
  | { readonly kind: 'restricted'; readonly until: number | null }
  | { readonly kind: 'unrestricted' }
  | { readonly kind: 'closed'; readonly cause: CloseCause }

/** The network's word on sends of ours, by the id the message has there. */
export interface SendReceipt {
  readonly wireIds: readonly string[]
  readonly outcome: 'delivered' | 'read'
  /** Milliseconds since the epoch, by the network's clock. */
  readonly at: number
}

/** One entry of the phone's address book; `name` null: it has none any more. The canonical address first. */
export interface BookEntry {
  readonly addresses: readonly [string, ...string[]]
  /** Digits with country code, or null while unknown. */
  readonly phone: string | null
  readonly name: string | null
}

export interface ConnectionSink {
  /** Is this process surely still the owner? Asked right before bytes leave; after a no none may. */
  stillOwns(): boolean
  /** Told at once; never awaited. */
  signal(signal: ConnectionSignal): void
  /** The network's server has our message. `at` in ms. */
  acknowledged(wireId: string, at: number): void
  /** The network's server refuses our message for good; `code` as it stands on the wire, for example `463`. */
  refused(wireId: string, code: string): void
  /** Awaited before the network is told that we heard it; a throw keeps it there. */
  receipt(receipt: SendReceipt): Promise<void>
  /** What the phone's address book says, as it becomes known; awaited before more is told. */
  bookEntries(entries: readonly BookEntry[]): Promise<void>
  /** Answers a peer that could not decrypt: the stored wire form of a send, or null when unknown or older than a day. */
  wireFormOf(wireId: string): Promise<Uint8Array | null>
  /** Are messages of groups shown now? */
  groupsShown(): boolean
  /** What a group is called; only told while groups are shown. A throw ends the connection. */
  groupNamed(address: string, name: string): Promise<void>
  /** Our phone answered an ask for a file; awaited like `receipt`. `answer` is opaque outside the adapter. */
  fileAnswered(wireId: string, answer: string): Promise<void>
  /** The person behind these addresses began or stopped writing to us. Never awaited. */
  typing(addresses: readonly string[], typing: boolean): void
}

/** What is to be sent. */
export interface Asked {
  readonly content: SendContent
  /** The message it answers. */
  readonly quote?: Quote | undefined
}

/** Whom a session writes to. `address` is opaque outside the adapter; `phone` digits or null. */
export interface Recipient {
  readonly address: string
  readonly phone: string | null
}

/** The connection is not there (any more): nothing was asked or sent; the caller tries again on the next one. */
export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError'
}

export const isNotConnected = (error: unknown): boolean => error instanceof NotConnectedError

/** What our phone says when it is asked for a file that the network has thrown away. */
export type PhoneAnswer =
  /** Where the file is now. */
  | { readonly kind: 'found'; readonly wireMedia: string }
  /** The phone does not have it either. */
  | { readonly kind: 'lost' }
  /** Not this time. */
  | { readonly kind: 'refused' }
  /** It is about another file, or somebody made it up. */
  | { readonly kind: 'not_ours' }

/** One live connection of one session. Messages heard go through the intake before this object tells anything. */
export interface Connection {
  /**
   * Is this phone number on the network, and where? Null: it is not. Throws NotConnectedError, or another error when the
   * network does not answer.
   */
  lookUp(phone: string): Promise<Recipient | null>
  /**
   * The stored form of what was asked for: made once per send, relayed as often as needed. Null: it cannot be sent by
   * this network. A throw is tried again. `to` is for what names another message of the same chat.
   */
  compose(asked: Asked, to: Recipient): Promise<Uint8Array | null>
  /**
   * Puts a composed message on the wire under its reserved id; resolves when it has left. Crypto state is committed
   * before the bytes leave. `acknowledged` or `refused` follows by the sink. Throws when it could not leave.
   */
  relay(recipient: Recipient, wireId: string, composed: Uint8Array): Promise<void>
  /**
   * While a QR is shown: asks for a code of eight characters instead, for the phone with this number. Throws when no
   * pairing is under way, or the network does not take the question.
   */
  requestCode(phone: string): Promise<string>
  /**
   * Asks our own phone to put the file behind a message's `wireMedia` on the network's servers again; resolves when the
   * ask has left. The sink's `fileAnswered` follows, later or never. Throws NotConnectedError, or when it could not leave.
   */
  askForFile(wireMedia: string): Promise<void>
  /** Unlinks the device at the network; `closed` follows. */
  logOut(): Promise<void>
  /** Closes without unlinking; resolves when nothing more is written. */
  close(): Promise<void>
}

/** The right to act for a session; every write checks it in its own transaction. */
export interface Fence {
  readonly sessionId: string
  readonly workspace: string
  readonly epoch: number
}

export interface WhatsApp {
  /** Opens a connection: logs in where the session is linked, else begins pairing by QR. Returns at once. */
  open(fence: Fence, sink: ConnectionSink): Promise<Connection>
  /** Forgets every credential and key of a session, for a new pairing or a removal. */
  forget(fence: Fence): Promise<void>
  /**
   * The file behind a message's `wireMedia`, verified while it is read: only what was read to its end without a throw is
   * the file. Throws MediaExpiredError, MediaGoneError, MediaDamagedError, MediaTooLargeError, others when the network
   * does not answer or the signal aborts.
   */
  openMedia(wireMedia: string, maxBytes: number, signal: AbortSignal): AsyncIterable<Uint8Array>
  /** The id under which our phone answers when it is asked for this file; null: it cannot be asked for it. */
  askNameOf(wireMedia: string): string | null
  /** What the phone said when it was asked for the file of this `wireMedia`. */
  readAnswer(wireMedia: string, answer: string): PhoneAnswer
  /** Destroys what is kept of people (their keys, their other addresses), in the caller's transaction. */
  forgetPeople(client: pg.ClientBase, sessionId: string, addresses: readonly string[]): Promise<void>
  /** The part of a history behind a kept notice. */
  openHistory(notice: Uint8Array): PastPart
  /** Publishes what a killed run had stored but not published; called before `open`. */
  recover(fence: Fence): Promise<void>
}
