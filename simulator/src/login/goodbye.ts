// The ways a server ends a connection: failure before login, stream error after it.
import type { Connection } from '../wire/connection.ts'
import { node } from '../wire/nodes.ts'

export const UNAUTHORIZED = 401
export const REPLACED = 440
export const RESTART_REQUIRED = 515

/** Refuses a login. */
export const refuseLogin = (connection: Connection, reason: number): void => {
  connection.send(node('failure', { reason: String(reason), location: 'sim' }))
  connection.close()
}

/** Ends a session; 440 and 401 are spoken as conflicts, as the real server does. */
export const endStream = (connection: Connection, code: number): void => {
  if (code === REPLACED) {
    connection.send(node('stream:error', {}, [node('conflict', { type: 'replaced' })]))
  } else if (code === UNAUTHORIZED) {
    connection.send(node('stream:error', { code: '401' }, [node('conflict', { type: 'device_removed' })]))
  } else {
    connection.send(node('stream:error', { code: String(code) }))
  }
  connection.live = false
  connection.close()
}
