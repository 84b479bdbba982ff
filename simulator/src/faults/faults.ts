// What is armed to go wrong, and for whom. In memory only: a restart is a clean slate.

/** Faults that stay armed: either a number of times (`left`) or until they are cleared. */
export interface Armed {
  readonly kind: ArmedKind
  /** The number whose linked devices feel it; undefined is everybody. */
  readonly phone?: string
  /** How many more times; undefined is until cleared. */
  left?: number
  /** Error code, milliseconds, or a time (ms since 1970), by kind. */
  readonly value?: number
  /** Words, by kind. */
  readonly note?: string
  /** Restrictions: chats that exist already are left alone. */
  readonly onlyNew?: boolean
}

export type ArmedKind =
  | 'refuse_login'
  | 'drop_acks'
  | 'delay_acks'
  | 'nack'
  | 'hold_messages'
  | 'undecryptable'
  | 'cannot_decrypt'
  | 'drop_sender_key'
  | 'drop_receipts'
  | 'lookup_fails'
  | 'history_broken'
  | 'passkey_required'
  | 'restrict'
  | 'message_cap'
  | 'media_gone'
  | 'media_damaged'
  | 'media_short'
  | 'media_slow'
  | 'media_upload_refused'
  | 'media_retry_refused'
  | 'media_retry_unanswered'

export interface Faults {
  arm(fault: Armed): void
  /** Uses up one occasion; undefined when nothing of that kind is armed for the phone. */
  strike(kind: ArmedKind, phone: string): Armed | undefined
  /** What is armed for the phone, without using it up. */
  find(kind: ArmedKind, phone: string): Armed | undefined
  /** Disarms one kind for one phone (or, without phone, for everybody). */
  disarm(kind: ArmedKind, phone?: string): void
  holding(phone: string): boolean
  list(): readonly Armed[]
  clear(): void
}

export const createFaults = (): Faults => {
  let armed: Armed[] = []
  const matching = (kind: ArmedKind, phone: string): Armed | undefined =>
    armed.find((fault) => fault.kind === kind && (fault.phone === undefined || fault.phone === phone))
  return {
    arm: (fault) => void armed.push(fault),
    strike: (kind, phone) => {
      const fault = matching(kind, phone)
      if (fault?.left !== undefined && --fault.left <= 0) armed = armed.filter((other) => other !== fault)
      return fault
    },
    find: matching,
    disarm: (kind, phone) => {
      armed = armed.filter((fault) => fault.kind !== kind || (phone !== undefined && fault.phone !== phone))
    },
    holding: (phone) => matching('hold_messages', phone) !== undefined,
    list: () => armed,
    clear: () => {
      armed = []
    },
  }
}
