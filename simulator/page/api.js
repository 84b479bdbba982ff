// Talks to the simulator's HTTP API; a refusal becomes an Error whose message a person can read.

/** The parsed answer, or undefined when there is none. */
export const call = async (method, path, body) => {
  const response = await fetch(path, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  const answer = text ? JSON.parse(text) : undefined
  if (!response.ok)
    throw new Error(answer?.detail ?? answer?.title ?? `The simulator answered ${response.status}`)
  return answer
}

export const groups = () => call('GET', '/api/groups')
export const addGroup = (creator, subject, participants) =>
  call('POST', '/api/groups', { creator, subject, participants })
export const renameGroup = (id, by, subject) => call('POST', `/api/groups/${id}/subject`, { by, subject })
export const changeMembers = (id, by, change) =>
  call('POST', `/api/groups/${id}/participants`, { by, ...change })
export const contacts = (phone) => call('GET', `/api/phones/${phone}/contacts`)
export const setContacts = (phone, entries) => call('PUT', `/api/phones/${phone}/contacts`, entries)
export const setHistory = (phone, history) => call('POST', `/api/phones/${phone}/history`, history)
export const fault = (what) => call('POST', '/api/faults', what)
export const postStatus = (phone, text, count) => call('POST', `/api/phones/${phone}/status`, { text, count })
export const giveLid = (phone) => call('POST', `/api/phones/${phone}/lid`, {})
export const reinstall = (phone) => call('POST', `/api/phones/${phone}/reinstall`)
export const type = (phone, to, typing) => call('POST', `/api/phones/${phone}/typing`, { to, typing })
export const phones = () => call('GET', '/api/phones')
export const addPhone = (phone, name) => call('POST', '/api/phones', { phone, name })
export const chats = (phone) => call('GET', `/api/phones/${phone}/chats`)
export const messages = (phone, peer) => call('GET', `/api/phones/${phone}/messages?last=300&peer=${peer}`)
export const send = (phone, message) => call('POST', `/api/phones/${phone}/messages`, message)

const messagePath = (phone, id) => `/api/phones/${phone}/messages/${encodeURIComponent(id)}`
export const react = (phone, id, emoji) => call('POST', `${messagePath(phone, id)}/reactions`, { emoji })
export const edit = (phone, id, text) => call('POST', `${messagePath(phone, id)}/edit`, { text })
export const remove = (phone, id) => call('DELETE', messagePath(phone, id))

export const read = (phone, peer) => call('POST', `/api/phones/${phone}/read`, { peer })
export const qrs = () => call('GET', '/api/qrs')
export const scan = (phone, qr) => call('POST', `/api/phones/${phone}/scan`, { qr })
export const linkByCode = (phone, code) => call('POST', `/api/phones/${phone}/link`, { code })
export const unlink = (phone, device) => call('DELETE', `/api/phones/${phone}/devices/${device}`)
