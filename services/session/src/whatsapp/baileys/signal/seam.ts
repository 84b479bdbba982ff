// Owns the seam between Baileys and what we keep: the Signal repository with every method of it in our hands.
import type { Failpoints } from '../../../intake/failpoint.ts'
import { isFailureOfOurs } from '../../../intake/failures.ts'
import {
  DEFAULT_CONNECTION_CONFIG,
  type SignalKeyStoreWithTransaction,
  type SocketConfig,
} from '../library.ts'
import type { KeyStore } from '../keys/key-store.ts'
import type { Inbound } from './inbound.ts'
import { createLane, type Lane } from './lane.ts'
import { createMigrations } from './migrations.ts'
import { writePreKeysThrough } from './pre-keys.ts'
import type { Decryptable } from './read-ahead.ts'

type MakeRepository = SocketConfig['makeSignalRepository']

export interface SeamDeps {
  readonly store: KeyStore
  /** Made with the lane: decrypts, keeps, publishes and only then lets Baileys have the plaintext. */
  readonly inbound: (
    lane: Lane,
    pnOfLid: (lid: string) => Promise<string | null>,
    read: (options: Decryptable) => Promise<Uint8Array>,
  ) => Inbound
  /** Called when Signal state could not be stored; the connection must not go on. */
  readonly fail: (error: unknown) => void
  readonly failpoints: Failpoints
}

/** What `SocketConfig.makeSignalRepository` is given. */
export function createSeam(deps: SeamDeps): MakeRepository {
  return (auth, logger, pnToLid) => {
    // Baileys gives the store it wrapped with `addTransactionCapability`.
    const keys = auth.keys as SignalKeyStoreWithTransaction
    const lane = createLane(keys, deps.store)
    // A question to the network must not hold the lane: what is not known when the lane begins is not asked there.
    const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, (jids) =>
      lane.inside() || !pnToLid ? Promise.resolve([]) : pnToLid(jids),
    )
    writePreKeysThrough(keys, lane)
    const migrations = createMigrations()
    deps.store.onWrite(migrations.written)
    const inbound = deps.inbound(
      lane,
      (lid) => repository.lidMapping.getPNForLID(lid),
      (options) => repository.decryptMessage(options),
    )

    /** A store that fails ends the connection before Baileys hears of it. */
    async function orEnd<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work()
      } catch (error) {
        if (isFailureOfOurs(error)) deps.fail(error)
        throw error
      }
    }
    /** Commits before it answers. */
    const kept = <T>(work: () => Promise<T>): Promise<T> => orEnd(() => lane.run(work))

    // Baileys notes a newcomer's addresses before it decrypts his first message, and refuses that for good if it cannot.
    const { lidMapping } = repository
    const note = lidMapping.storeLIDPNMappings.bind(lidMapping)
    lidMapping.storeLIDPNMappings = (pairs) => orEnd(() => note(pairs))

    return {
      ...repository,
      decryptMessage: (options) =>
        inbound.take({ ...options, group: null }, () => repository.decryptMessage(options)),
      decryptGroupMessage: (options) =>
        inbound.take({ type: 'skmsg', group: options.group, ciphertext: options.msg, jid: null }, () =>
          repository.decryptGroupMessage(options),
        ),
      async encryptMessage(options) {
        const encrypted = await kept(() => repository.encryptMessage(options))
        await deps.failpoints('before_wire')
        return encrypted
      },
      encryptGroupMessage: (options) => kept(() => repository.encryptGroupMessage(options)),
      getSenderKeyDistributionMessage: (options) =>
        kept(() => repository.getSenderKeyDistributionMessage(options)),
      processSenderKeyDistributionMessage: (options) =>
        kept(() => repository.processSenderKeyDistributionMessage(options)),
      injectE2ESession: (options) => kept(() => repository.injectE2ESession(options)),
      migrateSession: (from, to) =>
        migrations.once(from, to, () => kept(() => repository.migrateSession(from, to))),
      deleteSession: (jids) => kept(() => repository.deleteSession(jids)),
    }
  }
}
