// Links the demo shop's simulated number: adds a session, lets the simulated phone scan its QR, waits until online.
import type { SessionAdded, SessionsList } from '../../contracts/web-api/sessions.ts'
import type { SessionView } from '../../contracts/session/session.views.ts'
import { demoShop } from './demo-conversations.ts'
import type { Account } from './gateway-account.ts'
import { call, Refused, until } from './http.ts'

/** Resolves once the number can send and receive. */
export async function linkDemoNumber(account: Account, simulator: string): Promise<void> {
  await call('POST', `${simulator}/api/phones`, { phone: demoShop.phone, name: demoShop.workspaceName })
  const { sessions } = await account.get<SessionsList>('/app/sessions')
  const known = sessions.find(
    (session) => session.network === 'simulator' && session.name === demoShop.sessionName,
  )
  const id = known?.id ?? (await addSession(account))
  if (known?.state === 'qr_expired' || known?.state === 'logged_out')
    await account.post(`/app/sessions/${id}/pair`, { phone: null })
  await until('the demo number is online', 60, async () => {
    const session = await account.get<SessionView>(`/app/sessions/${id}`).catch(absentYet)
    if (session?.state === 'online') return session
    if (session?.qr) await scan(simulator, session.qr)
    return null
  })
}

async function addSession(account: Account): Promise<string> {
  const added = await account.post<SessionAdded>('/app/sessions', {
    name: demoShop.sessionName,
    network: 'simulator',
  })
  return added.id
}

/** A session just added may not be readable in this very moment. */
function absentYet(error: unknown): null {
  if (error instanceof Refused && error.status === 404) return null
  throw error
}

/** WhatsApp shows a new QR every some seconds: one that has just gone is no failure, the next one is asked for. */
async function scan(simulator: string, qr: string): Promise<void> {
  try {
    await call('POST', `${simulator}/api/phones/${demoShop.phone}/scan`, { qr })
  } catch (error) {
    if (
      !(error instanceof Refused) ||
      !['qr_unknown', 'qr_used', 'qr_mismatch', 'pairing_failed'].includes(error.code)
    )
      throw error
  }
}
