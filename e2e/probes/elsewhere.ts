// Owns the requests that hold an id elsewhere than in their path: in a query, or in any field of a body.
import { randomUUID } from 'node:crypto'
import type { Probe } from './probe.ts'
import type { Ids } from './tenant.ts'

/** Fields of a saved view's filter that hold ids. */
const filterParts = ['labelsAny', 'labelsAll', 'labelsNone', 'assignees', 'sessions']

export interface Elsewhere {
  readonly reads: readonly Probe[]
  readonly writes: readonly Probe[]
}

/** `own` is who asks: what is changed is theirs, what it is changed to is the id. */
export function elsewhere(own: Ids): Elsewhere {
  const thread = `/app/conversations/${own.conversation}`
  const sends = (method: string, path: string, body: (id: string) => unknown): Probe => ({
    method,
    path: () => path,
    body,
  })
  const get = (path: (id: string) => string): Probe => ({ method: 'GET', path, body: undefined })
  const note = (more: (id: string) => object) =>
    sends('POST', `${thread}/notes`, (id) => ({
      id: randomUUID(),
      text: 'probed',
      mentions: [],
      ...more(id),
    }))
  const many = (more: (id: string) => object) =>
    sends('POST', '/app/conversations/changes', (id) => ({
      ids: [own.conversation],
      change: { kind: 'mark_unread' },
      ...more(id),
    }))
  const changes = [
    (id: string) => ({ kind: 'assign', assignee: id }),
    (id: string) => ({ kind: 'apply_label', labelId: id }),
    (id: string) => ({ kind: 'remove_label', labelId: id }),
  ]
  const reads = [
    ...['labels_any', 'labels_all', 'labels_none', 'assignees', 'sessions', 'ids', 'cursor'].map((part) =>
      get((id) => `/app/conversations?${part}=${id}`),
    ),
    ...['labels_any', 'assignees', 'sessions', 'conversation', 'cursor', 'text'].map((part) =>
      get((id) => `/app/messages?${part}=${id}`),
    ),
    get((id) => `/app/conversations?contacts=1&text=${id}`),
    get((id) => `/app/conversations?ids=${own.conversation},${id}&assignees=none,${id}`),
    ...['around', 'after', 'cursor'].map((part) => get((id) => `${thread}/messages?${part}=${id}`)),
    get((id) => `${thread}/messages/${id}`),
  ]
  const writes: readonly Probe[] = [
    ...changes.map((change) => sends('POST', `${thread}/changes`, change)),
    ...changes.map((change) => many((id) => ({ change: change(id) }))),
    many((id) => ({ ids: [id] })),
    many((id) => ({ ids: [own.conversation, id] })),
    ...filterParts.flatMap((part) => [
      sends('POST', '/app/views', (id) => ({ name: 'probed', filter: { [part]: [id] } })),
      sends('PUT', `/app/views/${own.view}`, (id) => ({ name: 'probed', filter: { [part]: [id] } })),
    ]),
    note((id) => ({ mentions: [id] })),
    note((id) => ({ mentions: [own.account, id] })),
    sends('POST', `${thread}/messages`, (id) => ({ text: '', mediaId: id })),
    sends('POST', `${thread}/messages`, (id) => ({ text: 'probed', quotedId: id })),
    sends('POST', '/app/conversations', (id) => ({ sessionId: id, phone: '081234567890' })),
    sends('POST', '/app/templates', (id) => ({
      kind: 'message',
      name: 'probed',
      body: 'probed',
      mediaId: id,
    })),
    sends('PUT', `/app/templates/${own.template}`, (id) => ({
      name: 'probed',
      body: `Halo ${own.workspace}`,
      mediaId: id,
    })),
    { method: 'POST', path: (id) => `/app/media?conversation=${id}`, body: () => ({ a: 'file' }) },
    ...['PUT', 'DELETE'].map((method) => ({
      method,
      path: (id: string) => `${thread}/messages/${id}${method === 'PUT' ? '/reaction' : ''}`,
      body: method === 'PUT' ? () => ({ emoji: '👍' }) : undefined,
    })),
  ]
  return { reads, writes }
}
