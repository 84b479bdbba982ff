// Owns how Signal keys and credentials become bytes and back; every type comes back as Baileys gave it.
import { BufferJSON, proto, type SignalDataTypeMap } from '../library.ts'

export type KeyType = keyof SignalDataTypeMap

/** Bytes of a value of one type. */
export function encodeKey(type: KeyType, value: unknown): Buffer {
  if (type === 'app-state-sync-key') {
    // Baileys stores what it decoded from the phone: an object of this message.
    const key = value as proto.Message.IAppStateSyncKeyData
    return Buffer.from(proto.Message.AppStateSyncKeyData.encode(key).finish())
  }
  return encodeJson(value)
}

/** The value behind bytes made by `encodeKey`. */
export function decodeKey<T extends KeyType>(type: T, bytes: Uint8Array): SignalDataTypeMap[T] {
  // `encodeKey` of the same type made the bytes.
  return decodeAny(type, bytes) as SignalDataTypeMap[T]
}

function decodeAny(type: KeyType, bytes: Uint8Array): unknown {
  if (type === 'app-state-sync-key') return proto.Message.AppStateSyncKeyData.decode(bytes)
  const value = decodeJson(bytes)
  return type === 'sender-key' && value instanceof Uint8Array ? normaliseSenderKey(value) : value
}

/** JSON with Buffers as base64, for key values and credentials alike. */
export function encodeJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value, BufferJSON.replacer))
}

export function decodeJson(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver)
}

/**
 * Baileys writes a sender key as JSON whose Buffers are lists of numbers, and reads back only base64: message keys
 * kept for messages out of order would be lost. This writes the lists as base64.
 */
export function normaliseSenderKey(bytes: Uint8Array): Buffer {
  const record: unknown = JSON.parse(Buffer.from(bytes).toString(), (_key, value: unknown) =>
    isListedBuffer(value) ? { type: 'Buffer', data: Buffer.from(value.data).toString('base64') } : value,
  )
  return Buffer.from(JSON.stringify(record))
}

function isListedBuffer(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'Buffer' &&
    'data' in value &&
    Array.isArray(value.data)
  )
}
