// Owns that a key given to Node's ciphers as bytes is a key object by then: Node 24 takes 10 µs longer to look at bytes,
// and a Signal message needs a dozen keys.
import crypto, { createSecretKey } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

type Make = (algorithm: string, key: unknown, ...more: unknown[]) => unknown

const prepared = (key: unknown) =>
  key instanceof Uint8Array && key.byteLength > 0 ? createSecretKey(key) : key

function mended(make: unknown): Make {
  // Each of the three takes its algorithm and its key first, and answers what it always answered.
  const bare = make as Make
  return (algorithm, key, ...more) => bare(algorithm, prepared(key), ...more)
}

const { createHmac, createCipheriv, createDecipheriv } = crypto
Object.assign(crypto, {
  createHmac: mended(createHmac),
  createCipheriv: mended(createCipheriv),
  createDecipheriv: mended(createDecipheriv),
})
// Baileys imports them by name, libsignal by `require`.
syncBuiltinESMExports()
