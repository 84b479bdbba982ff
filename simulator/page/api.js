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

export const phones = () => call('GET', '/api/phones')
export const addPhone = (phone, name) => call('POST', '/api/phones', { phone, name })
export const chats = (phone) => call('GET', `/api/phones/${phone}/chats`)
export const messages = (phone, peer) => call('GET', `/api/phones/${phone}/messages?last=300&peer=${peer}`)
export const write = (phone, to, text) => call('POST', `/api/phones/${phone}/messages`, { to, text })
export const read = (phone, peer) => call('POST', `/api/phones/${phone}/read`, { peer })
export const qrs = () => call('GET', '/api/qrs')
export const scan = (phone, qr) => call('POST', `/api/phones/${phone}/scan`, { qr })
export const unlink = (phone, device) => call('DELETE', `/api/phones/${phone}/devices/${device}`)
