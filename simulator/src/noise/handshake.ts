// The server's half of Noise_XX_25519_AESGCM_SHA256 as WhatsApp Web speaks it.
import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys'
import type { ServerIdentity } from './certificate.ts'
import { counterIv, createTransport } from './transport.ts'
import type { Transport } from './transport.ts'

export interface Handshake {
  /** Takes the client's hello, answers the server hello. Throws when the frame is not a hello. */
  hello(frame: Uint8Array): Uint8Array
  /** Takes the client's finish; throws when it does not prove the keys it shows. */
  finish(frame: Uint8Array): {
    readonly clientStatic: Uint8Array
    readonly payload: proto.ClientPayload
    readonly transport: Transport
  }
}

const PROTOCOL = Buffer.from('Noise_XX_25519_AESGCM_SHA256\0\0\0\0')

/** One per connection. */
export const createHandshake = (identity: ServerIdentity): Handshake => {
  let hash: Uint8Array = PROTOCOL
  let salt: Uint8Array = PROTOCOL
  let key: Uint8Array = PROTOCOL
  let counter = 0
  const ephemeral = Curve.generateKeyPair()

  const mixHash = (data: Uint8Array): void => {
    hash = sha256(Buffer.concat([hash, data]))
  }
  const expand = (secret: Uint8Array): [Uint8Array, Uint8Array] => {
    const bytes = hkdf(Buffer.from(secret), 64, { salt: Buffer.from(salt), info: '' })
    return [bytes.subarray(0, 32), bytes.subarray(32)]
  }
  const mixKey = (ours: Uint8Array, theirs: Uint8Array): void => {
    const mixed = expand(Curve.sharedKey(ours, theirs))
    salt = mixed[0]
    key = mixed[1]
    counter = 0
  }
  const seal = (plaintext: Uint8Array): Uint8Array => {
    const sealed = aesEncryptGCM(plaintext, key, counterIv(counter++), hash)
    mixHash(sealed)
    return sealed
  }
  const unseal = (sealed: Uint8Array): Uint8Array => {
    const plaintext = aesDecryptGCM(sealed, key, counterIv(counter++), hash)
    mixHash(sealed)
    return plaintext
  }

  return {
    hello: (frame) => {
      const client = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral
      if (!client) throw new Error('first frame is not a client hello')
      mixHash(NOISE_WA_HEADER)
      mixHash(client)
      mixHash(ephemeral.public)
      mixKey(ephemeral.private, client)
      const staticKey = seal(identity.staticKey.public)
      mixKey(identity.staticKey.private, client)
      const payload = seal(identity.chain)
      const serverHello = { ephemeral: ephemeral.public, static: staticKey, payload }
      return proto.HandshakeMessage.encode({ serverHello }).finish()
    },
    finish: (frame) => {
      const finish = proto.HandshakeMessage.decode(frame).clientFinish
      if (!finish?.static || !finish.payload) throw new Error('second frame is not a client finish')
      const clientStatic = unseal(finish.static)
      mixKey(ephemeral.private, clientStatic)
      const payload = proto.ClientPayload.decode(unseal(finish.payload))
      const [clientToServer, serverToClient] = expand(new Uint8Array(0))
      return { clientStatic, payload, transport: createTransport(serverToClient, clientToServer) }
    },
  }
}
