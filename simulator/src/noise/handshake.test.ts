// The handshake and frames, against the real client's own implementation of the other side.
import '../signal/silence.ts'
import { Curve, initAuthCreds, makeNoiseHandler, NOISE_WA_HEADER, proto } from '@whiskeysockets/baileys'
import { describe, expect, it } from 'vitest'
import { issueServerIdentity } from './certificate.ts'
import { createFrameReader, frame } from './frames.ts'
import { createHandshake } from './handshake.ts'

const quiet = {
  level: 'silent',
  child: () => quiet,
  trace: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

describe('handshake', () => {
  it('ends with the static key and payload the client sent, and keys that fit both ways', async () => {
    const ephemeral = Curve.generateKeyPair()
    const { noiseKey } = initAuthCreds()
    const client = makeNoiseHandler({ keyPair: ephemeral, NOISE_HEADER: NOISE_WA_HEADER, logger: quiet })
    const server = createHandshake(issueServerIdentity(Curve.generateKeyPair()))
    const encode = (message: proto.IHandshakeMessage) => proto.HandshakeMessage.encode(message).finish()

    const hello = server.hello(encode({ clientHello: { ephemeral: ephemeral.public } }))
    const keyEnc = client.processHandshake(proto.HandshakeMessage.decode(hello), noiseKey)
    const payload = client.encrypt(proto.ClientPayload.encode({ username: 6281 }).finish())
    const finished = server.finish(encode({ clientFinish: { static: keyEnc, payload } }))
    await client.finishInit()

    expect(Buffer.from(finished.clientStatic)).toEqual(Buffer.from(noiseKey.public))
    expect(String(finished.payload.username)).toBe('6281')
    for (const text of ['one', 'two']) {
      const up = client.encrypt(Buffer.from(text))
      expect(Buffer.from(finished.transport.decrypt(up)).toString()).toBe(text)
      const down = finished.transport.encrypt(Buffer.from(text))
      expect(Buffer.from(client.decrypt(down)).toString()).toBe(text)
    }
  })

  it('refuses a finish that was not made for this handshake', () => {
    const server = createHandshake(issueServerIdentity(Curve.generateKeyPair()))
    const { public: ephemeral } = Curve.generateKeyPair()
    server.hello(proto.HandshakeMessage.encode({ clientHello: { ephemeral } }).finish())
    const forged = { clientFinish: { static: Buffer.alloc(48), payload: Buffer.alloc(32) } }
    expect(() => server.finish(proto.HandshakeMessage.encode(forged).finish())).toThrow()
  })
})

describe('frames', () => {
  const stream = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts)

  it('are found whatever pieces they arrive in', () => {
    const reader = createFrameReader()
    const all = stream(NOISE_WA_HEADER, frame(Buffer.from('hello')), frame(Buffer.from('world')))
    const found = [...all].flatMap((byte) => reader.push(Buffer.from([byte])))
    expect(found.map(String)).toEqual(['hello', 'world'])
  })

  it('may follow a routing block', () => {
    const routing = Buffer.concat([
      Buffer.from('ED\0\u0001', 'latin1'),
      Buffer.from([0, 0, 3]),
      Buffer.from('sim'),
    ])
    const found = createFrameReader().push(stream(routing, NOISE_WA_HEADER, frame(Buffer.from('x'))))
    expect(found.map(String)).toEqual(['x'])
  })

  it('without the header are refused', () => {
    expect(() => createFrameReader().push(Buffer.from('GET / HTTP/1.1'))).toThrow('header')
  })
})
