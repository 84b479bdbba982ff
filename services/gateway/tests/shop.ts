// Gives send tests a partner: a workspace with a linked number, an API key and a template, all in the log.
import { formatApiKey } from '@indoshopster/contracts/api-keys/api-key.secret'
import type { NewApiKeyEvent } from '@indoshopster/contracts/api-keys/api-key.events'
import { sendRequested, type SendRequested } from '@indoshopster/contracts/gateway/send.events'
import type { Media } from '@indoshopster/contracts/session/media'
import type { Problem } from '@indoshopster/contracts/public-api/send'
import { eventFilter } from '@indoshopster/contracts/subjects'
import type { NewTemplateEvent } from '@indoshopster/contracts/templating/template.events'
import { keyedHash } from '@indoshopster/service/keyed-hash'
import { type House, linkedSession, PEPPER, type Tenant } from './house.ts'

export interface Shop {
  readonly tenant: Tenant
  readonly secret: string
  readonly keyId: string
  revokeKey(): Promise<void>
  /** Saves a template of this id. */
  saveTemplate(
    id: number,
    body: string,
    variables: string[],
    kind?: 'message' | 'quick_reply',
    picture?: Media,
  ): Promise<void>
  editTemplate(id: number, body: string, variables: string[]): Promise<void>
  deleteTemplate(id: number): Promise<void>
  /** Everything that was accepted for this workspace. */
  accepted(): Promise<SendRequested[]>
}

let shops = 0

export async function openShop(house: House): Promise<Shop> {
  const tenant = house.addTenant()
  tenant.sessions = [linkedSession('628120000001', { isDefault: true })]
  const { workspace, id: by } = tenant.account
  const keyId = `Key${String(++shops).padStart(5, '0')}`
  const secret = formatApiKey(keyId, 'Z'.repeat(32))

  const ofKey = (event: NewApiKeyEvent) =>
    house.log.append(workspace, { owner: 'api-keys', lane: 'api_key', entity: keyId }, event)
  const ofTemplate = (id: number, event: NewTemplateEvent) =>
    house.log.append(workspace, { owner: 'templating', lane: 'template', entity: String(id) }, event)
  const saved = (templateId: number, body: string, variables: string[]) => ({
    templateId,
    name: 'Pesanan',
    body,
    variables,
    version: 1,
    by,
  })

  const hash = keyedHash(PEPPER, secret)
  await ofKey({
    type: 'api-keys.key_issued.v1',
    data: { keyId, name: 'toko', hash, ending: secret.slice(-4), by },
  })
  const shop: Shop = {
    tenant,
    secret,
    keyId,
    async revokeKey() {
      await ofKey({ type: 'api-keys.key_revoked.v1', data: { keyId, by } })
    },
    async saveTemplate(id, body, variables, kind = 'message', picture) {
      const data = { ...saved(id, body, variables), kind, ...(picture ? { picture } : {}) }
      await ofTemplate(id, { type: 'templating.template_created.v1', data })
    },
    async editTemplate(id, body, variables) {
      const data = { ...saved(id, body, variables), version: 2 }
      await ofTemplate(id, { type: 'templating.template_edited.v1', data })
    },
    async deleteTemplate(templateId) {
      await ofTemplate(templateId, { type: 'templating.template_deleted.v1', data: { templateId, by } })
    },
    async accepted() {
      const found: SendRequested[] = []
      const done = new AbortController()
      await house.log.follow({
        subjects: [eventFilter({ workspace, owner: 'gateway' })],
        from: () => Promise.resolve(1),
        signal: done.signal,
        onBatch: async (events) => {
          // The gateway writes nothing else.
          found.push(...events.map((event) => event as SendRequested))
        },
        onCaughtUp: () => done.abort(),
      })
      return found.filter((event) => event.type === sendRequested.type)
    },
  }
  await shop.saveTemplate(104, 'Halo {{fullname}}, pesanan {{order_id}} dikirim.', ['fullname', 'order_id'])
  return shop
}

/** The seed's own request, for this shop. */
export const seedRequest = (shop: Shop) => ({
  api_key: shop.secret,
  template_id: 104,
  phone_number: 6299475799378,
  data: { fullname: 'Mr. Smith', order_id: 67 },
})

/** Sends as JSON; text goes as it is. */
export function sendJson(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/sendWhatsappMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

/** Sends as a form, as jQuery does. */
export function sendForm(url: string, form: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}/sendWhatsappMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', ...headers },
    body: form,
  })
}

// Problems are what the contract says.
export const problem = async (response: Response) => (await response.json()) as Problem

/** Waits until a check holds. */
export async function eventually(
  check: () => Promise<boolean> | boolean,
  patienceMs = 15_000,
): Promise<void> {
  const until = Date.now() + patienceMs
  while (!(await check())) {
    if (Date.now() > until) throw new Error('It did not come to hold in time.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
