// Owns a workspace with something of everything in it, and every word in it marked, so that a leak can be told.
import type { SignedIn } from '@indoshopster/contracts/web-api/auth'
import type { ConversationsPage, MessagesPage } from '@indoshopster/contracts/web-api/inbox'
import type { SessionAdded } from '@indoshopster/contracts/web-api/sessions'
import type { Media } from '@indoshopster/contracts/session/media'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import type { House } from '../../scripts/testing/house.ts'
import { call, until } from '../../scripts/seeding/http.ts'
import { customerWrites, makePhone } from '../world/shop.ts'

/** Ids of one workspace, by what they are of. */
export type Ids = Readonly<
  Record<
    | 'session'
    | 'conversation'
    | 'message'
    | 'note'
    | 'contact'
    | 'account'
    | 'label'
    | 'view'
    | 'template'
    | 'apiKey'
    | 'invitation'
    | 'media'
    | 'workspace',
    string
  >
>

export interface Tenant {
  /** In every name and text of this workspace. */
  readonly canary: string
  readonly ids: Ids
  readonly apiKey: string
  /** Cookie and CSRF token of its owner. */
  readonly headers: Readonly<Record<string, string>>
  /** Everything its owner can see, without what is different at every look. */
  everything(): Promise<string>
}

/** Signs up, links a number, lets a customer write, and makes one of everything. */
export async function openTenant(
  house: House,
  canary: string,
  phones: { shop: string; customer: string },
): Promise<Tenant> {
  const signUp = {
    workspaceName: canary,
    name: canary,
    email: `${canary}@toko.example`,
    password: `kunci-${canary}`,
  }
  const { answer, cookies } = await call<SignedIn>('POST', `${house.url}/app/sign-up`, signUp)
  const headers = { cookie: cookies, 'x-csrf-token': answer.csrfToken }
  const get = async <Answer>(path: string) =>
    (await call<Answer>('GET', `${house.url}/app${path}`, undefined, headers)).answer
  const post = async (path: string, body: unknown) =>
    (await call<{ id: string }>('POST', `${house.url}/app${path}`, body, headers)).answer

  const { id: session } = await post('/sessions', { name: canary, network: 'simulator' })
  for (const phone of Object.values(phones)) await makePhone(house, phone, canary)
  await link(house, phones.shop, () => get<SessionView>(`/sessions/${session}`))
  await customerWrites(house, phones.customer, phones.shop, `halo ${canary}`)
  const row = await until('the conversation', 60, async () => {
    const { conversations } = await get<ConversationsPage>('/conversations')
    return conversations[0] ?? null
  })
  const { id: conversation, contactId: contact } = row
  const { messages } = await get<MessagesPage>(`/conversations/${conversation}/messages`)
  await post(`/conversations/${conversation}/notes`, { id: crypto.randomUUID(), text: canary, mentions: [] })
  const note = await until('the note', 30, async () => {
    const thread = await get<MessagesPage>(`/conversations/${conversation}/messages`)
    return thread.messages.find(({ content }) => content?.kind === 'note')?.id ?? null
  })
  const label = await post('/labels', { name: canary, colour: 'red' })
  await post(`/conversations/${conversation}/changes`, { kind: 'apply_label', labelId: label.id })
  const view = await post('/views', { name: canary, filter: { labelsAny: [label.id] } })
  const template = await post('/templates', { kind: 'message', name: canary, body: `Halo ${canary}` })
  // What the contract says of `ApiKeyIssued`.
  const key = (await post('/api-keys', { name: canary })) as { id: string; secret: string }
  const invitation = await post('/invitations', { role: 'agent', note: canary })
  const media = await upload(house, headers, conversation, canary)
  const { id: account, workspace } = answer.account

  return {
    canary,
    ids: {
      session,
      conversation,
      message: messages[0]?.id ?? '',
      note,
      contact,
      account,
      workspace,
      label: label.id,
      view: view.id,
      template: String(template.id),
      apiKey: key.id,
      invitation: invitation.id,
      media,
    },
    apiKey: key.secret,
    headers,
    async everything() {
      const lists = ['/sessions', '/conversations', '/labels', '/views', '/templates', '/api-keys', '/staff']
      const thread = `/conversations/${conversation}/messages`
      const all = await Promise.all([...lists, thread].map((path) => get<unknown>(path)))
      // A code to scan changes by itself every minute.
      return JSON.stringify(all, (key, value: unknown) => (key === 'qr' ? typeof value : value))
    },
  }
}

/** Adds a number that nobody scans; answers how to remove it: its code expires by itself, which is a change too. */
export async function addNumber(
  house: House,
  { headers }: Tenant,
  name: string,
): Promise<() => Promise<void>> {
  const url = `${house.url}/app/sessions`
  const { answer } = await call<SessionAdded>('POST', url, { name, network: 'simulator' }, headers)
  return async () => {
    const removed = await call<Pick<SessionAdded, 'sequence'>>(
      'DELETE',
      `${url}/${answer.id}`,
      undefined,
      headers,
    )
    const list = `${url}?min_seq=${removed.answer.sequence}`
    await until('it is on no list', 30, () => call('GET', list, undefined, headers).catch(() => null))
  }
}

async function link(house: House, phone: string, session: () => Promise<SessionView>): Promise<void> {
  await until('the number is online', 60, async () => {
    const now = await session().catch(() => null)
    if (now?.state === 'online') return now
    // A code that has just changed is asked for again.
    if (now?.qr) {
      const scan = { qr: now.qr }
      await call('POST', `${house.simulatorUrl}/api/phones/${phone}/scan`, scan).catch(() => null)
    }
    return null
  })
}

async function upload(
  house: House,
  headers: Readonly<Record<string, string>>,
  conversation: string,
  canary: string,
): Promise<string> {
  const response = await fetch(`${house.url}/app/media?name=${canary}.txt&conversation=${conversation}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/plain' },
    body: `a file of ${canary}`,
  })
  // What the contract says of `Uploaded`.
  return ((await response.json()) as Media).mediaId
}
