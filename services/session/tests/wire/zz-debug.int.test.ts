// debug
import { expect, test } from 'vitest'
import { compose } from '../../src/whatsapp/baileys/to-baileys/compose.ts'
import { killAgainAndAgain, runners } from './kill-table.ts'
import { startWireHouse } from './wire-house.ts'
const composeText = (text: string) => compose({ kind: 'text', text }) ?? new Uint8Array()
test('dbg', async () => {
  await using house = await startWireHouse()
  const count = await killAgainAndAgain(house, runners.seam, ['before_wire:1'], composeText)
  console.log(count.written.length, count.logged.length, count.sent.length, count.arrived.length, await house.simulator.summary())
  expect(1).toBe(1)
}, 60000)
