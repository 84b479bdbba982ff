// Rules of app state patches, against the real client's own check of every hash and signature.
import '../signal/silence.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodePatches, encodeSyncdPatch, newLTHashState, proto } from '@whiskeysockets/baileys'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../store/database.ts'
import { changeAppState, takeUploadedPatch } from './app-state.ts'
import type { Change } from './app-state.ts'
import { openAppStates } from './app-state.table.ts'

const PHONE = '62811111'
const COLLECTION = 'critical_unblock_low'

const contact = (number: string, fullName: string, remove = false): Change => ({
  index: ['contact', `${number}@s.whatsapp.net`],
  action: { contactAction: { fullName } },
  remove,
})

const setUp = () => {
  const appStates = openAppStates(openDatabase(mkdtempSync(join(tmpdir(), 'app-state-'))))
  const { id, data } = appStates.key(PHONE)
  const key = () => Promise.resolve({ keyData: data })
  /** What a client makes of all patches when it believes nothing. */
  const read = async () => {
    const patches = appStates.after(PHONE, COLLECTION, 0).map(({ patch }) => proto.SyncdPatch.decode(patch))
    const decoded = await decodePatches(
      COLLECTION,
      patches,
      newLTHashState(),
      key,
      {},
      undefined,
      undefined,
      true,
    )
    const names = Object.values(decoded.mutationMap).map(
      ({ syncAction }) => syncAction.value?.contactAction?.fullName,
    )
    return { names, version: decoded.state.version, hash: decoded.state.hash }
  }
  return { network: { appStates }, keyId: id.toString('base64'), key, read }
}

describe('app state', () => {
  it('passes every check of the client, change after change', async () => {
    const { network, read } = setUp()
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani'), contact('62813', 'Budi')])
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani Baru')])
    const { names, version, hash } = await read()
    expect(names).toEqual(['Ani Baru', 'Budi'])
    expect(version).toBe(2)
    expect(hash).toEqual(Buffer.from(network.appStates.state(PHONE, COLLECTION).hash))
  })

  it('goes on after a removal as if the entry had never been', async () => {
    const { network, read } = setUp()
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani')])
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani', true)])
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani Lagi')])
    const { version, hash } = await read()
    expect(version).toBe(3)
    expect(hash).toEqual(Buffer.from(network.appStates.state(PHONE, COLLECTION).hash))
  })

  it('takes what a client uploads, and goes on from there', async () => {
    const { network, keyId, key, read } = setUp()
    await changeAppState(network, PHONE, COLLECTION, [contact('62812', 'Ani')])
    const create = {
      type: COLLECTION,
      index: ['contact', '62814@s.whatsapp.net'],
      syncAction: { contactAction: { fullName: 'Dari Web' } },
      apiVersion: 2,
      operation: proto.SyncdMutation.SyncdOperation.SET,
    } as const
    const { patch } = await encodeSyncdPatch(
      { ...create, index: [...create.index] },
      keyId,
      network.appStates.state(PHONE, COLLECTION),
      key,
    )
    await takeUploadedPatch(network, PHONE, COLLECTION, proto.SyncdPatch.encode(patch).finish())
    await changeAppState(network, PHONE, COLLECTION, [contact('62813', 'Budi')])
    expect(await read()).toMatchObject({ names: ['Ani', 'Dari Web', 'Budi'], version: 3 })
  })
})
