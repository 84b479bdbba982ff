// Rules of a simulator that dies in the middle of traffic: what it told the world, it still knows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestClient } from './client.ts'
import { addPhone, comeBack, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

const SHOP = '628111111111'
const BUDI = '628222222222'
const PN = `${BUDI}@s.whatsapp.net`
const CRASHES = 3
const PATIENCE_MS = 30_000

describe('a simulator killed under load', () => {
  let simulator: Running
  let client: TestClient
  beforeAll(async () => {
    simulator = await startSimulatorProcess()
    await addPhone(simulator, SHOP, 'Toko')
    await addPhone(simulator, BUDI)
    client = await link(simulator, SHOP)
  })
  afterAll(async () => {
    client.end()
    await simulator.stop()
  })

  it(
    'forgets no message it acked or accepted, and both sides can still read each other',
    { timeout: 90_000 },
    async () => {
      const accepted: string[] = []
      const acked: string[] = []
      let going = true
      const customer = async (): Promise<void> => {
        for (let n = 0; going; n++) {
          const answer = await simulator
            .call('POST', `/api/phones/${BUDI}/messages`, { to: SHOP, text: `masuk ${n}` })
            .catch(() => undefined)
          const id = answer && records({ status: 0, body: [answer.body] })[0]?.['id']
          if (typeof id === 'string') accepted.push(id)
          await new Promise((resolve) => setTimeout(resolve, answer ? 3 : 30))
        }
      }
      const shop = async (): Promise<void> => {
        for (let n = 0; going; n++) {
          // A send that waits for an answer when its connection is ended would hang for a minute.
          const sending = client.sock.sendMessage(PN, { text: `keluar ${n}` }).catch(() => undefined)
          await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, 500))])
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }
      const work = Promise.all([customer(), shop()])
      for (let crash = 0; crash < CRASHES; crash++) {
        const before = accepted.length
        await until(
          'traffic flows both ways',
          () => accepted.length >= before + 10 && client.acks.size >= 10,
          PATIENCE_MS,
        )
        await simulator.kill()
        acked.push(...[...client.acks].filter(([, result]) => result === 'ok').map(([id]) => id))
        client.end()
        simulator = await startSimulatorProcess(simulator.dataDir)
        client = await comeBack(simulator, client.state)
      }
      going = false
      await work
      acked.push(...client.acks.keys())

      await until(
        'no message waits',
        async () => {
          const { body } = await simulator.call('GET', '/api/ledger/summary')
          return JSON.stringify(body).includes('"waiting":0')
        },
        PATIENCE_MS,
      )
      const idsAt = async (path: string): Promise<Set<unknown>> =>
        new Set(records(await simulator.call('GET', path)).map(({ id }) => id))
      const written = await idsAt(`/api/phones/${BUDI}/messages`)
      expect(accepted.filter((id) => !written.has(id))).toEqual([])
      // Not "decrypted": stock libsignal spoils a session it merely tries, so the client sends some unreadable ones.
      const received = await idsAt('/api/ledger?kind=received&limit=10000')
      expect(acked.filter((id) => !received.has(id))).toEqual([])

      const last = await client.sock.sendMessage(PN, { text: 'masih di sini' })
      await until(
        'Budi reads the client',
        async () => {
          const { body } = await simulator.call('GET', `/api/phones/${BUDI}/messages?last=5`)
          return JSON.stringify(body).includes(last?.key.id ?? '')
        },
        PATIENCE_MS,
      )
    },
  )
})
