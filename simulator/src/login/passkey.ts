// An account that asks for a passkey: the client gets the question, which Baileys cannot answer, and is not linked.
import { randomBytes } from 'node:crypto'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import { node, seconds, SERVER } from '../wire/nodes.ts'

const TIMEOUT_MS = 600_000

/** The notice a browser would answer with `navigator.credentials.get`. */
export const askForPasskey = (network: Network, connection: Connection): void => {
  const options = {
    challenge: randomBytes(32).toString('base64url'),
    timeout: TIMEOUT_MS,
    rpId: 'whatsapp.com',
    allowCredentials: [{ type: 'public-key', id: randomBytes(16).toString('base64url') }],
    userVerification: 'required',
  }
  const id = randomBytes(4).toString('hex')
  const attrs = { from: SERVER, type: 'passkey_prologue_request', id, t: seconds(network.now()) }
  const question = node('passkey_request_options', {}, Buffer.from(JSON.stringify(options)))
  connection.send(node('notification', attrs, [question]))
}
