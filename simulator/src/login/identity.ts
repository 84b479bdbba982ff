// The signatures that bind a linked device to a phone (ADV): the phone signs the device, the device signs back.
import { Curve, generateSignalPubKey, hmacSign, proto } from '@whiskeysockets/baileys'
import '../signal/silence.ts'
import { verifySignature } from 'libsignal/src/curve.js'
import type { Phone } from '../accounts/phones.table.ts'

const ACCOUNT_PREFIX = Buffer.from([6, 0])
const DEVICE_PREFIX = Buffer.from([6, 1])

export interface SignedIdentity {
  /** Goes into pair-success. */
  readonly encoded: Uint8Array
  /** What the device has to sign together with its identity and the account's. */
  readonly details: Uint8Array
}

/** The phone vouches for a device; the HMAC proves that it saw the secret in the QR. */
export const signDevice = (
  phone: Phone,
  deviceIdentity: Uint8Array,
  advSecret: string,
  keyIndex: number,
  timestampSeconds: number,
): SignedIdentity => {
  const rawId = phone.registrationId
  const details = proto.ADVDeviceIdentity.encode({
    rawId,
    timestamp: timestampSeconds,
    keyIndex,
    accountType: proto.ADVEncryptionType.E2EE,
    deviceType: proto.ADVEncryptionType.E2EE,
  }).finish()
  const accountSignature = Curve.sign(
    phone.identity.private,
    Buffer.concat([ACCOUNT_PREFIX, details, deviceIdentity]),
  )
  const accountSignatureKey = phone.identity.public
  const signed = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey,
    accountSignature,
  }).finish()
  const hmac = hmacSign(signed, Buffer.from(advSecret, 'base64'))
  return { encoded: proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish(), details }
}

/** Whether the device's answer carries its valid signature over the same details. */
export const isSignedBack = (
  phone: Phone,
  deviceIdentity: Uint8Array,
  details: Uint8Array,
  answer: Uint8Array,
): boolean => {
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(answer)
  if (!deviceSignature) return false
  const signed = Buffer.concat([DEVICE_PREFIX, details, deviceIdentity, phone.identity.public])
  return verifySignature(generateSignalPubKey(deviceIdentity), signed, deviceSignature)
}
