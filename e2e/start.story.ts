// Does `npm start` keep its promises: a demo shop at once, the same secrets and data the second time, no orphans?
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ConversationsPage } from '@indoshopster/contracts/web-api/inbox'
import type { SessionsList } from '@indoshopster/contracts/web-api/sessions'
import { startTimeOf } from '../scripts/infra/processes.mjs'
import { customers } from '../scripts/seeding/demo-conversations.ts'
import { openAccount } from '../scripts/seeding/gateway-account.ts'
import { call, until } from '../scripts/seeding/http.ts'
import { npmStart, stateFolder, type StartedHouse } from '../scripts/testing/npm-start.ts'

const namesIn = async (house: StartedHouse) => {
  const account = await openAccount(house.facts.url, house.facts.email, house.facts.password)
  const { conversations } = await account.get<ConversationsPage>('/app/conversations')
  return conversations.map((conversation) => conversation.name)
}

test(
  'npm start › seeds a demo shop, goes on with it after a kill, and its key sends',
  { timeout: 300_000 },
  async () => {
    const folder = stateFolder()
    const first = await npmStart(folder)
    const { facts } = first
    const newestFirst = customers.map((customer) => customer.name).toReversed()
    expect(await namesIn(first)).toEqual(newestFirst)

    const orphan = first.pidOf('gateway')
    await first.kill()
    expect(startTimeOf(orphan)).not.toBeNull()

    await using second = await npmStart(folder)
    expect(startTimeOf(orphan)).toBeNull()
    expect({ ...second.facts, url: facts.url }).toEqual(facts)
    expect(await namesIn(second)).toEqual(newestFirst)

    const account = await openAccount(second.facts.url, facts.email, facts.password)
    await until('the demo number is online again', 60, async () => {
      const { sessions } = await account.get<SessionsList>('/app/sessions')
      return sessions.some((session) => session.state === 'online') || null
    })
    await sendsAnOrderConfirmation(second)
    expect(readFileSync(path.join(folder, 'secrets.json'), 'utf8')).toContain(facts.apiKey)
  },
)

async function sendsAnOrderConfirmation({ facts }: StartedHouse): Promise<void> {
  const phone_number = customers[0]?.phone ?? ''
  const data = { fullname: 'Ratna', order_id: 'INV-1' }
  await call('POST', `${facts.url}/sendWhatsappMessage`, {
    api_key: facts.apiKey,
    template_id: facts.templateId,
    phone_number,
    data,
  })
  await until('the customer has the order confirmation', 20, async () => {
    const { answer } = await call<{ text: string }[]>(
      'GET',
      `${facts.simulatorUrl}/api/phones/${phone_number}/messages`,
    )
    return answer.some((message) => message.text.includes('INV-1')) || null
  })
}
