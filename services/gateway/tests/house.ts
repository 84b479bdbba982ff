// Gives gateway tests a house: real NATS and Postgres, a gateway on a free port, and stand-ins at the request-reply
// port for the services behind it.
import path from 'node:path'
import { issueApiKey, listApiKeys } from '@indoshopster/contracts/api-keys/api-keys.endpoints'
import { getConversation, listConversations } from '@indoshopster/contracts/inbox/inbox.endpoints'
import type { EndpointDefinition, RequestOf, ResponseOf } from '@indoshopster/contracts/endpoint'
import type { ConversationView } from '@indoshopster/contracts/inbox/conversation.views'
import type { Role } from '@indoshopster/contracts/role'
import { getSession, listSessions } from '@indoshopster/contracts/session/session.endpoints'
import type { SessionView } from '@indoshopster/contracts/session/session.views'
import {
  type AccountView,
  listAccounts,
  signIn,
  signOut,
  signUpSettings,
  whoIs,
} from '@indoshopster/contracts/staff/staff.endpoints'
import { openEventLog, type EventLog } from '@indoshopster/event-log/event-log'
import { postgresKeyring } from '@indoshopster/event-log/keyring'
import { connectNats, prepareStreams } from '@indoshopster/event-log/log-connection'
import { migrate } from '@indoshopster/read-store/migrate'
import { createPool } from '@indoshopster/read-store/pool'
import { EndpointRefusal, serveEndpoint } from '@indoshopster/service/endpoint'
import { createLogger } from '@indoshopster/service/logger'
import { uuidv7 } from '@indoshopster/service/uuid'
import { createTestDatabase } from '../../../scripts/testing/database.ts'
import { startTestNats, type TestNats } from '../../../scripts/testing/nats.ts'
import { readConfig } from '@indoshopster/service/config'
import { gatewayConfig } from '../src/gateway.config.ts'
import { startGateway, type RunningGateway } from '../src/service.ts'

/** What a browser sends with each request of an account. */
export const browserOf = (tenant: Tenant) => ({
  cookie: `__Host-indoshopster=${tenant.token}`,
  'x-csrf-token': tenant.csrfToken,
})

export const PEPPER = 'ab'.repeat(32)
const MASTER_KEY = 'cd'.repeat(32)

/** One workspace with one account, as the stand-ins tell it. Change the fields to change the answers. */
export interface Tenant {
  readonly account: AccountView
  readonly token: string
  readonly csrfToken: string
  sessions: SessionView[]
  conversations: ConversationView[]
  signedIn: boolean
}

export interface House extends AsyncDisposable {
  readonly log: EventLog
  readonly nats: TestNats
  readonly tenants: Tenant[]
  /** Makes an account of a workspace of its own, or of a colleague's; it signs in with its email and any password. */
  addTenant(role?: Role, colleague?: Tenant): Tenant
  /** Stands in for an endpoint that the house does not answer. */
  stand: <E extends EndpointDefinition>(
    endpoint: E,
    handle: (request: RequestOf<E>) => Promise<ResponseOf<E>>,
  ) => void
  /** Starts one more gateway; `environment` overrides. Answers its base URL too. */
  startGateway(environment?: Record<string, string>): Promise<RunningGateway & { url: string }>
  /** Publishes a core NATS message, as services do for passing signals. */
  signal(subject: string, body: unknown): void
}

export async function startHouse(): Promise<House> {
  const database = await createTestDatabase()
  await migrate(database.url, [
    {
      name: 'keyring',
      migrations: path.join(import.meta.dirname, '../../../packages/event-log/migrations'),
      projections: [],
    },
  ])
  const nats = await startTestNats()
  const connection = await connectNats(nats.url, 'house')
  await prepareStreams(connection, 1)
  const logger = createLogger('house', 'silent')
  const pool = createPool(database.url, 'house')
  const keyring = postgresKeyring(pool, Buffer.from(MASTER_KEY, 'hex'))
  const log = await openEventLog({
    nats: connection,
    keyring,
    source: 'house',
    logger,
    ports: { now: () => Date.now(), newId: () => uuidv7() },
  })
  const tenants: Tenant[] = []
  const gateways: RunningGateway[] = []

  const ofToken = (token: string) => {
    const tenant = tenants.find((one) => one.token === token && one.signedIn)
    if (!tenant) throw new EndpointRefusal('not_signed_in', 'Sign in first.')
    return tenant
  }
  const ofWorkspace = (workspace: string) => tenants.find((one) => one.account.workspace === workspace)
  serveEndpoint(connection, logger, whoIs, async ({ token }) => ofToken(token))
  serveEndpoint(connection, logger, signIn, async ({ email }) => {
    const tenant = tenants.find((one) => one.account.email === email)
    if (!tenant) throw new EndpointRefusal('sign_in_failed', 'Check the email address and the password.')
    tenant.signedIn = true
    return tenant
  })
  serveEndpoint(connection, logger, signOut, async ({ token }) => {
    ofToken(token).signedIn = false
    return {}
  })
  serveEndpoint(connection, logger, signUpSettings, async () => ({ open: true }))
  serveEndpoint(connection, logger, listAccounts, async ({ workspace }) => ({
    accounts: tenants.map((one) => one.account).filter((account) => account.workspace === workspace),
  }))
  serveEndpoint(connection, logger, listSessions, async ({ workspace }) => ({
    sessions: ofWorkspace(workspace)?.sessions ?? [],
  }))
  serveEndpoint(connection, logger, getSession, async ({ workspace, sessionId }) => {
    const session = ofWorkspace(workspace)?.sessions.find((one) => one.id === sessionId)
    if (!session) throw new EndpointRefusal('session_not_found', 'No such number.')
    return session
  })
  serveEndpoint(connection, logger, getConversation, async ({ workspace, conversationId }) => {
    const found = ofWorkspace(workspace)?.conversations.find((one) => one.id === conversationId)
    if (!found) throw new EndpointRefusal('conversation_not_found', 'No such conversation.')
    return found
  })
  serveEndpoint(connection, logger, listConversations, async ({ workspace }) => ({
    conversations: ofWorkspace(workspace)?.conversations ?? [],
    nextCursor: null,
  }))
  serveEndpoint(connection, logger, listApiKeys, async () => ({ apiKeys: [] }))
  serveEndpoint(connection, logger, issueApiKey, async () => ({ keyId: 'k', secret: 's', sequence: 1 }))

  return {
    log,
    nats,
    tenants,
    stand: (endpoint, handle) => void serveEndpoint(connection, logger, endpoint, handle),
    addTenant(role = 'owner', colleague) {
      const id = uuidv7()
      const tenant: Tenant = {
        account: {
          id,
          workspace: colleague?.account.workspace ?? uuidv7(),
          workspaceName: 'Toko Melati',
          name: 'Sari',
          email: `${id}@toko.example`,
          role,
          active: true,
        },
        token: `token-${id}`,
        csrfToken: `csrf-${id}`,
        sessions: [],
        conversations: [],
        signedIn: true,
      }
      tenants.push(tenant)
      return tenant
    },
    async startGateway(environment = {}) {
      const config = readConfig(gatewayConfig, {
        DATABASE_URL: database.url,
        NATS_URL: nats.url,
        MASTER_KEY,
        API_KEY_PEPPER: PEPPER,
        PORT: '0',
        ...environment,
      })
      const gateway = await startGateway(config, logger)
      gateways.push(gateway)
      return { ...gateway, url: `http://127.0.0.1:${gateway.port}` }
    },
    signal: (subject, body) => connection.publish(subject, JSON.stringify(body)),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(gateways.map((gateway) => gateway.stop()))
      await connection.close()
      await pool.end()
      await nats.stop()
      await database.drop()
    },
  }
}

/** A linked, online number. */
export function linkedSession(phone: string, more: Partial<SessionView> = {}): SessionView {
  const at = '2026-11-23T01:00:00.000Z'
  return {
    id: uuidv7(),
    name: 'Toko',
    network: 'simulator',
    state: 'online',
    reason: null,
    phone,
    qr: null,
    pairingCode: null,
    restriction: null,
    groups: false,
    historyProgress: null,
    isDefault: false,
    createdAt: at,
    since: at,
    ...more,
  }
}

/** A conversation with one message of the customer. */
export function knownConversation(sessionId: string, more: Partial<ConversationView> = {}): ConversationView {
  return {
    id: uuidv7(),
    sessionId,
    contactId: uuidv7(),
    chatKind: 'person',
    name: 'Budi',
    givenName: null,
    phone: '628123456789',
    unread: 1,
    markedUnread: false,
    labels: [],
    assignee: null,
    state: 'open',
    snoozedUntil: null,
    waitingSince: null,
    erased: false,
    preview: { messageId: uuidv7(), kind: 'text', text: 'halo', direction: 'incoming', status: 'received' },
    lastMessageAt: '2026-11-23T02:00:00.000Z',
    lastSequence: 1,
    ...more,
  }
}
