// The Signal identity of a virtual phone.
import { randomInt } from 'node:crypto'
import { Curve, generateSignalPubKey } from '@whiskeysockets/baileys'

/** Keys are 32 bytes without prefix. */
export interface PhoneKeys {
  readonly registrationId: number
  readonly identity: { readonly private: Buffer; readonly public: Buffer }
  readonly signedKey: { readonly private: Buffer; readonly public: Buffer; readonly signature: Buffer }
}

/** Fresh ones, as a new installation makes them. */
export const newKeys = (): PhoneKeys => {
  const identity = Curve.generateKeyPair()
  const signed = Curve.generateKeyPair()
  const signature = Curve.sign(identity.private, generateSignalPubKey(signed.public))
  return {
    registrationId: randomInt(1, 16380),
    identity: { private: Buffer.from(identity.private), public: Buffer.from(identity.public) },
    signedKey: {
      private: Buffer.from(signed.private),
      public: Buffer.from(signed.public),
      signature: Buffer.from(signature),
    },
  }
}
