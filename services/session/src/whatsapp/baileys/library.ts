// Owns the one import of Baileys: console silenced and Node's ciphers mended before it, libsignal after it.
import './silence-console.ts'
import './mend-node-keys.ts'
import './signal/mend-queue.ts'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import {
  BufferJSON,
  decodeMessageNode,
  decryptMediaRetryData,
  DEFAULT_CONNECTION_CONFIG,
  encryptMediaRetryRequest,
  initAuthCreds,
  makeWASocket,
  proto,
  unpadRandomMax16,
  WA_CERT_DETAILS,
} from '@whiskeysockets/baileys'
import { mendSessionCipher, type SessionCipherClass } from './signal/mend-libsignal.ts'

export {
  BufferJSON,
  decodeMessageNode,
  decryptMediaRetryData,
  DEFAULT_CONNECTION_CONFIG,
  encryptMediaRetryRequest,
  initAuthCreds,
  makeWASocket,
  proto,
  unpadRandomMax16,
  WA_CERT_DETAILS,
}
export type {
  AuthenticationCreds,
  BinaryNode,
  CacheStore,
  Contact,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
  SignalKeyStoreWithTransaction,
  SocketConfig,
  WASocket,
} from '@whiskeysockets/baileys'

// Resolved from Baileys' own folder: the very copy it uses is the one to mend.
const require = createRequire(fileURLToPath(import.meta.resolve('@whiskeysockets/baileys')))
/** libsignal's cipher, as Baileys uses it. Has no types of its own. */
export const SessionCipher = require('libsignal/src/session_cipher.js') as SessionCipherClass
mendSessionCipher(SessionCipher)
