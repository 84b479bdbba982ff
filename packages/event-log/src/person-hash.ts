// Owns how a person's reference stands in the keyring: a keyed hash, so that no phone number is there in clear.
import { createHmac, createSecretKey } from 'node:crypto'

/** Makes the hash under a master key. */
export function personHashes(masterKey: Uint8Array): (workspace: string, person: string) => Buffer {
  // Node looks longer at raw bytes than it hashes.
  const key = createSecretKey(createHmac('sha256', masterKey).update('person').digest())
  return (workspace, person) => createHmac('sha256', key).update(`${workspace}|${person}`).digest()
}
