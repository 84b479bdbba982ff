// Rules of ADV identities, against the real client's own check and signature.
import '../signal/silence.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configureSuccessfulPairing, Curve, initAuthCreds, proto } from '@whiskeysockets/baileys'
import { describe, expect, it } from 'vitest'
import { openPhones } from '../accounts/phones.table.ts'
import { openDatabase } from '../store/database.ts'
import { bytes, child, node } from '../wire/nodes.ts'
import { isSignedBack, signDevice } from './identity.ts'

const paired = () => {
  const phone = openPhones(openDatabase(mkdtempSync(join(tmpdir(), 'identity-')))).put(
    '62811111',
    'Ani',
    0,
  ).phone
  const creds = initAuthCreds()
  const identity = Buffer.from(creds.signedIdentityKey.public)
  const signed = signDevice(phone, identity, creds.advSecretKey, 1, 1000)
  const success = node('pair-success', {}, [
    node('device-identity', {}, signed.encoded),
    node('device', { jid: '62811111:1@s.whatsapp.net', lid: '2000:1@lid' }),
  ])
  const { reply } = configureSuccessfulPairing(node('iq', { id: 'x' }, [success]), creds)
  const answer = bytes(child(child(reply, 'pair-device-sign'), 'device-identity')) ?? Buffer.alloc(0)
  return { phone, identity, details: signed.details, answer }
}

describe('device identity', () => {
  it('is accepted by the client, whose signature back is accepted here', () => {
    const { phone, identity, details, answer } = paired()
    expect(isSignedBack(phone, identity, details, answer)).toBe(true)
  })

  it('signed back by another key is refused', () => {
    const { phone, identity, details } = paired()
    const stranger = Curve.generateKeyPair()
    const deviceSignature = Curve.sign(stranger.private, Buffer.from('something else'))
    const forged = proto.ADVSignedDeviceIdentity.encode({ deviceSignature }).finish()
    expect(isSignedBack(phone, identity, details, forged)).toBe(false)
  })

  it('without a signature is refused', () => {
    const { phone, identity, details } = paired()
    expect(isSignedBack(phone, identity, details, new Uint8Array())).toBe(false)
  })
})
