// Owns what a probe sends: a body that fits each route, with an id where one belongs. A new route needs a line here.
import { randomUUID } from 'node:crypto'

/** Bodies of routes that have an id in their path; what they do does not matter, only that a service would hear it. */
export const bodies: Readonly<Record<string, unknown>> = {
  'PATCH /app/staff/{id}': { role: 'viewer' },
  'PATCH /app/sessions/{id}': { name: 'probed', groups: true },
  'POST /app/sessions/{id}/pair': { phone: null },
  'POST /app/conversations/{id}/messages': { text: 'probed' },
  'POST /app/conversations/{id}/changes': { kind: 'resolve' },
  'POST /app/conversations/{id}/notes': { id: randomUUID(), text: 'probed', mentions: [] },
  'POST /app/conversations/{id}/read': { upToSequence: 1 },
  'POST /app/conversations/{id}/presence': { state: 'viewing' },
  'PUT /app/conversations/{id}/messages/{messageId}/reaction': { emoji: '👍' },
  'PUT /app/labels/{id}': { name: 'probed', colour: 'blue' },
  'PUT /app/views/{id}': { name: 'probed', filter: {} },
  'PUT /app/templates/{id}': { name: 'probed', body: 'probed' },
}

/** Requests that hold somebody's id elsewhere than in the path; `own` is a conversation of who asks. */
export const elsewhere = (own: { conversation: string; session: string }) => {
  const thread = `/app/conversations/${own.conversation}`
  const change = (body: (id: string) => unknown) => ({
    method: 'POST',
    path: () => `${thread}/changes`,
    body,
  })
  const reply = (body: (id: string) => object) => ({
    method: 'POST',
    path: () => `${thread}/messages`,
    body: (id: string) => ({ text: '', ...body(id) }),
  })
  const get = (path: (id: string) => string) => ({ method: 'GET', path, body: undefined })
  return [
    ...['labels_any', 'labels_all', 'labels_none', 'assignees', 'sessions', 'ids', 'cursor'].map((part) =>
      get((id) => `/app/conversations?${part}=${id}`),
    ),
    ...['labels_any', 'assignees', 'sessions', 'conversation', 'cursor', 'text'].map((part) =>
      get((id) => `/app/messages?${part}=${id}`),
    ),
    ...['around', 'after', 'cursor'].map((part) => get((id) => `${thread}/messages?${part}=${id}`)),
    change((id) => ({ kind: 'assign', assignee: id })),
    change((id) => ({ kind: 'apply_label', labelId: id })),
    change((id) => ({ kind: 'remove_label', labelId: id })),
    reply((id) => ({ mediaId: id })),
    reply((id) => ({ text: 'probed', quotedId: id })),
    {
      method: 'POST',
      path: () => '/app/conversations/changes',
      body: (id: string) => ({ ids: [id], change: { kind: 'mark_unread' } }),
    },
    {
      method: 'POST',
      path: () => '/app/conversations',
      body: (id: string) => ({ sessionId: id, phone: '081234567890' }),
    },
    {
      method: 'POST',
      path: () => '/app/templates',
      body: (id: string) => ({ kind: 'message', name: 'probed', body: 'probed', mediaId: id }),
    },
    { method: 'POST', path: (id: string) => `/app/media?conversation=${id}`, body: () => ({ a: 'file' }) },
    ...['PUT', 'DELETE', 'GET'].map((method) => ({
      method,
      path: (id: string) => `${thread}/messages/${id}${method === 'PUT' ? '/reaction' : ''}`,
      body: method === 'PUT' ? () => ({ emoji: '👍' }) : undefined,
    })),
  ]
}

/** What belongs at no place of an address. */
export const nonsense: readonly string[] = [
  '../',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2f',
  '..%5c..%5cwindows',
  "'%20OR%20'1'='1",
  "'%3B%20DROP%20TABLE%20inbox.messages%3B--",
  '1%3BSELECT%20pg_sleep(5)',
  '%22%7D%2C%7B%22workspace%22%3A%22x',
  '*',
  '%3E',
  'evt.*.inbox.%3E',
  '%00',
  '%0d%0aset-cookie%3A%20x%3D1',
  '%ff%fe',
  '%E0%A4%A',
  '-1',
  '0',
  '1e9',
  '9'.repeat(40),
  'a'.repeat(3000),
  'null',
  'undefined',
  '[object%20Object]',
  '{{7*7}}',
  '%F0%9F%91%8D',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-7FFF-8FFF-FFFFFFFFFFFF',
  '%20',
]

/** Values that some part of a query may be given. */
export const oddValues: readonly string[] = [
  ...nonsense.filter((text) => !text.startsWith('../')),
  '101',
  '2147483648',
  '999999999999999',
  '1.5',
  'true',
  '2026-13-45T99:99:99Z',
  '9999-12-31T23:59:59Z',
  ',',
  ',,,,',
]
