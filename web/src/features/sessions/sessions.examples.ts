// Owns one valid example of a session's view, for tests.
import type { SessionView } from '@indoshopster/contracts/session/session.views'

/** A linked number that is online. */
export function session(part: Partial<SessionView> = {}): SessionView {
  return {
    id: '00000000-0000-4000-8000-00000000005e',
    name: 'CS Jakarta',
    network: 'whatsapp',
    state: 'online',
    reason: null,
    phone: '6281234567890',
    qr: null,
    pairingCode: null,
    restriction: null,
    groups: false,
    historyProgress: null,
    isDefault: true,
    createdAt: '2026-11-01T02:00:00.000Z',
    since: '2026-11-23T02:00:00.000Z',
    ...part,
  }
}
