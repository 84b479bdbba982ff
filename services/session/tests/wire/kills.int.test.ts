// Proves the product's promise: killed at every point of the way, no message is lost, doubled or out of order.
import { expect, test } from 'vitest'
import { proto } from '../../src/whatsapp/baileys/library.ts'
import { failpointNames } from '../../src/intake/failpoint.ts'
import { killAgainAndAgain, runners } from './kill-table.ts'
import { killsPerPoint } from './wire.config.ts'
import { startWireHouse } from './wire-house.ts'

const composeText = (text: string) => proto.Message.encode({ conversation: text }).finish()
/** Ten seconds on an idle machine; this is for a crowded one. */
const time = 120_000 * killsPerPoint
/** Each point at its first, second, third… passing, so that different messages are hit. */
const rounds = (points: readonly string[]) =>
  Array.from({ length: killsPerPoint }, (_, round) =>
    points.map((point) => `${point}:${1 + (round % 5)}`),
  ).flat()

test(
  'killed at every point › all are in the log once and in order, and nobody fails to decrypt',
  async () => {
    await using house = await startWireHouse()
    const points = [...rounds(failpointNames), ...Array.from({ length: killsPerPoint }, () => 'random')]
    const count = await killAgainAndAgain(house, runners.seam, points, composeText, 60_000)
    expect(count.logged).toEqual(count.written)
    expect(count.arrived.toSorted()).toEqual([...count.sent].sort())
    const { nacks, retryReceipts, undecryptableByContact, reusedKeys } = await house.simulator.summary()
    expect({ nacks, retryReceipts, undecryptableByContact, reusedKeys }).toEqual({
      nacks: {},
      retryReceipts: 0,
      undecryptableByContact: 0,
      reusedKeys: 0,
    })
  },
  time,
)

test(
  'the same without the seam › loses messages, so the test above bites',
  async () => {
    await using house = await startWireHouse()
    const count = await killAgainAndAgain(house, runners.stock, rounds(['in_handler']), composeText, 10_000)
    const missing = count.written.filter((text) => !count.logged.includes(text))
    expect(missing.length).toBeGreaterThan(0)
  },
  time,
)
