// Signal sessions of virtual phones, against each other, on a real database file.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPhones } from '../accounts/phones.table.ts'
import { openPreKeys } from '../accounts/pre-keys.table.ts'
import { openDatabase } from '../store/database.ts'
import { keyUse } from './libsignal.ts'
import { openSessions } from './sessions.ts'

const world = () => {
  const db = openDatabase(mkdtempSync(join(tmpdir(), 'sessions-')))
  const phones = openPhones(db)
  const preKeys = openPreKeys(db)
  const sessions = openSessions(db, phones, preKeys)
  const ani = phones.put('62811111', 'Ani', 0).phone
  const budi = phones.put('62822222', 'Budi', 0).phone
  const at = (phone: { phone: string }) => ({ phone: phone.phone, device: 0 })
  const start = () =>
    sessions.start(ani, at(budi), {
      registrationId: budi.registrationId,
      identity: budi.identity.public,
      signedKey: { id: 1, ...budi.signedKey },
      preKey: preKeys.mint(budi.phone),
    })
  const encrypt = (text: string) => sessions.encrypt(ani, at(budi), Buffer.from(text))
  const read = async ({ type, ciphertext }: { type: string; ciphertext: Buffer }): Promise<string> =>
    (await sessions.decrypt(budi, at(ani), type, ciphertext)).toString()
  const answer = async (text: string): Promise<string> => {
    const sealed = await sessions.encrypt(budi, at(ani), Buffer.from(text))
    return (await sessions.decrypt(ani, at(budi), sealed.type, sealed.ciphertext)).toString()
  }
  return { start, encrypt, read, answer }
}

describe('sessions', () => {
  it('begin with a prekey message and go on with plain ones once answered', async () => {
    const { start, encrypt, read, answer } = world()
    await start()
    const first = await encrypt('halo')
    expect([first.type, await read(first)]).toEqual(['pkmsg', 'halo'])
    expect(await answer('hai')).toBe('hai')
    const second = await encrypt('apa kabar')
    expect([second.type, await read(second)]).toEqual(['msg', 'apa kabar'])
  })

  it('read no ciphertext twice, and a corrupt one changes nothing', async () => {
    const { start, encrypt, read, answer } = world()
    await start()
    await read(await encrypt('satu'))
    await answer('ya')
    const two = await encrypt('dua')
    const broken = Buffer.from(two.ciphertext)
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
    await expect(read({ type: two.type, ciphertext: broken })).rejects.toThrow()
    expect(await read(two)).toBe('dua')
    await expect(read(two)).rejects.toThrow()
  })

  it('that were replaced still read what was in flight, also after being tried for a message of the new one', async () => {
    const { start, encrypt, read, answer } = world()
    await start()
    await read(await encrypt('awal'))
    await answer('ya')
    const inFlight = await encrypt('di jalan')
    const later = await encrypt('di jalan juga')
    await start()
    expect(await read(await encrypt('sesi baru'))).toBe('sesi baru')
    await answer('baik')
    const onNew = await encrypt('di sesi baru')
    // Sessions are tried in the order of their last use, which has millisecond steps.
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await read(inFlight)).toBe('di jalan')
    expect(await read(onNew)).toBe('di sesi baru')
    expect(await read(later)).toBe('di jalan juga')
  })

  it('use each key once', async () => {
    const { start, encrypt } = world()
    await start()
    const uses = [await encrypt('a'), await encrypt('b')].map(({ type, ciphertext }) =>
      keyUse(type, ciphertext),
    )
    expect(uses.map((use) => use?.counter)).toEqual([0, 1])
    expect(uses[0]?.ratchet).toEqual(uses[1]?.ratchet)
  })
})
