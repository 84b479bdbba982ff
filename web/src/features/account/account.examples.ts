// Owns one valid example of who is signed in, for tests.
import type { Me } from '@indoshopster/contracts/web-api/auth'

/** An agent of a workspace without colleagues. */
export function signedInAs(
  account: Partial<Me['account']> = {},
  more: Partial<Omit<Me, 'account'>> = {},
): Me {
  return {
    account: {
      id: 'me',
      workspace: '00000000-0000-4000-8000-0000000000aa',
      workspaceName: 'Toko',
      name: 'Rina Wulandari',
      email: 'rina@toko.example',
      role: 'agent',
      active: true,
      ...account,
    },
    csrfToken: 'token',
    networks: ['whatsapp'],
    simulatorUrl: null,
    colleagues: [],
    media: { key: 'key', expiresAt: '2026-11-23T03:00:00.000Z' },
    limits: { mediaBytes: 1_000 },
    ...more,
  }
}
