// Fills an empty house with the demo shop, through the public HTTP APIs of the gateway and the simulator only.
import type { ApiKeyIssued, TemplatesList } from '../contracts/web-api/templates.ts'
import { haveConversations } from './seeding/customers-write.ts'
import { demoShop } from './seeding/demo-conversations.ts'
import { linkDemoNumber } from './seeding/demo-number.ts'
import { openAccount, type Account } from './seeding/gateway-account.ts'

const { SEED_URL, SEED_SIMULATOR_URL, SEED_EMAIL, SEED_PASSWORD, SEED_API_KEY } = process.env
if (!SEED_URL || !SEED_EMAIL || !SEED_PASSWORD) {
  console.error(
    'SEED_URL, SEED_EMAIL and SEED_PASSWORD are needed: the gateway and the demo owner to sign in as.',
  )
  process.exit(1)
}

const account = await openAccount(SEED_URL, SEED_EMAIL, SEED_PASSWORD)
const templateId = await orderConfirmation(account)
const apiKey = SEED_API_KEY || (await issueApiKey(account))
if (SEED_SIMULATOR_URL) {
  await linkDemoNumber(account, SEED_SIMULATOR_URL)
  await haveConversations(account, SEED_SIMULATOR_URL)
}
console.log(JSON.stringify({ workspaceId: account.workspaceId, templateId, apiKey }))

async function orderConfirmation(owner: Account): Promise<number> {
  const { name, body } = demoShop.template
  const { templates } = await owner.get<TemplatesList>('/app/templates')
  const known = templates.find((template) => template.name === name)
  if (known) return known.id
  return (await owner.post<{ id: number }>('/app/templates', { kind: 'message', name, body })).id
}

async function issueApiKey(owner: Account): Promise<string> {
  return (await owner.post<ApiKeyIssued>('/app/api-keys', { name: demoShop.apiKeyName })).secret
}
