// A shop with a linked Baileys client and a customer, for tests of what they send each other.
import type { WAMessage } from '@whiskeysockets/baileys'
import type { TestClient } from './client.ts'
import { addPhone, link, records, startSimulatorProcess, until } from './running.ts'
import type { Running } from './running.ts'

export const SHOP = '628111111111'
export const BUDI = '628222222222'
export const BUDI_PN = `${BUDI}@s.whatsapp.net`

export interface ShopAndCustomer {
  readonly simulator: Running
  readonly client: TestClient
  /** The customer sends; answers what arrives at the client. */
  budiSends(body: object): Promise<WAMessage>
  /** A call about the customer's phone; answers the id in the answer, and fails unless it is a success. */
  budiDoes(method: string, path: string, body?: object): Promise<string>
  /** The message as one of the phones shows it. */
  shown(phone: string, id: string | null | undefined): Promise<Readonly<Record<string, unknown>> | undefined>
  /** The upsert with that id, once it has a message. */
  arrival(id: string): Promise<WAMessage>
  ledger(id: string | null | undefined): Promise<Readonly<Record<string, unknown>>[]>
  stop(): Promise<void>
}

export const startShopAndCustomer = async (): Promise<ShopAndCustomer> => {
  const simulator = await startSimulatorProcess()
  await addPhone(simulator, SHOP, 'Toko')
  await addPhone(simulator, BUDI)
  const client = await link(simulator, SHOP)

  const budiDoes = async (method: string, path: string, body?: object): Promise<string> => {
    const answer = await simulator.call(method, `/api/phones/${BUDI}${path}`, body)
    const id = records({ status: answer.status, body: [answer.body] })[0]?.['id']
    if (answer.status >= 300 || typeof id !== 'string') throw new Error(JSON.stringify(answer))
    return id
  }
  const arrival = async (id: string): Promise<WAMessage> => {
    const found = () =>
      client.upserts.find(({ message }) => message.key.id === id && message.message)?.message
    await until('it arrives', found)
    const message = found()
    if (!message) throw new Error('it did not arrive')
    return message
  }
  return {
    simulator,
    client,
    budiDoes,
    arrival,
    budiSends: async (body) => arrival(await budiDoes('POST', '/messages', { to: SHOP, ...body })),
    shown: async (phone, id) =>
      records(await simulator.call('GET', `/api/phones/${phone}/messages`)).find(
        (message) => message['id'] === id,
      ),
    ledger: async (id) =>
      records(await simulator.call('GET', '/api/ledger?limit=10000')).filter((entry) => entry['id'] === id),
    stop: async () => {
      client.end()
      await simulator.stop()
    },
  }
}
