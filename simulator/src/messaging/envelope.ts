// One encrypted part of a message on its way from a linked device to a virtual phone.
import type { Addressing, Endpoint } from '../accounts/jids.ts'

export interface Envelope {
  readonly id: string
  readonly from: Endpoint
  /** The form of address the sender chose for this chat. */
  readonly addressing: Addressing
  /** Where the whole message goes; differs from `to` for copies to the sender's own phone. */
  readonly destination: string
  readonly type: string
  readonly ciphertext: Uint8Array
}
