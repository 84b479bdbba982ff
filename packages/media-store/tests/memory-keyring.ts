// Owns a keyring in memory for the tests of this package; a key can be destroyed.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Keyring } from '@indoshopster/event-log/keyring'

export function memoryKeyring(): Keyring & { destroyAll(): void } {
  const byPerson = new Map<string, { id: string; key: Uint8Array }>()
  return {
    sealingKey(workspace, person) {
      const known = byPerson.get(`${workspace}|${person}`) ?? { id: randomUUID(), key: randomBytes(32) }
      byPerson.set(`${workspace}|${person}`, known)
      return Promise.resolve(known)
    },
    openingKeys(_workspace, ids) {
      const all = new Map([...byPerson.values()].map(({ id, key }) => [id, key]))
      return Promise.resolve(new Map(ids.map((id) => [id, all.get(id) ?? null])))
    },
    forget: () => {},
    destroyAll: () => byPerson.clear(),
  }
}
