// Owns valid examples of colleagues and invitations, for tests.
import type { AccountView, InvitationView } from '@indoshopster/contracts/staff/staff.endpoints'
import type { Me } from '@indoshopster/contracts/web-api/auth'

/** An agent who can sign in. */
export function colleague(part: Partial<AccountView> = {}): AccountView {
  return {
    id: '00000000-0000-4000-8000-0000000000a1',
    workspace: '00000000-0000-4000-8000-0000000000f0',
    workspaceName: 'Toko Maju',
    name: 'Sari',
    email: 'sari@toko.example',
    role: 'agent',
    active: true,
    ...part,
  }
}

/** Who is signed in, with everyone who works there. */
export function signedInAs(account: AccountView, others: readonly AccountView[] = []): Me {
  return {
    account,
    csrfToken: 'token',
    networks: ['whatsapp', 'simulator'],
    simulatorUrl: null,
    colleagues: [account, ...others].map(({ id, name, role, active }) => ({ id, name, role, active })),
    media: { key: 'key', expiresAt: '2026-11-24T00:00:00.000Z' },
    limits: { mediaBytes: 16_000_000 },
  }
}

/** An open invitation for an agent. */
export function invitation(part: Partial<InvitationView> = {}): InvitationView {
  return {
    id: '00000000-0000-4000-8000-0000000000b1',
    role: 'agent',
    note: 'Budi, cabang Bandung',
    by: '00000000-0000-4000-8000-0000000000a9',
    createdAt: '2026-11-23T02:00:00.000Z',
    expiresAt: '2026-11-30T02:00:00.000Z',
    ...part,
  }
}
