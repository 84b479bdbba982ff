// md: a linked device logs itself out.
import { unlink } from '../messaging/device-list.ts'
import { child, result } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

export const answerMd: Answer = ({ network, from, connection, iq }) => {
  const removal = child(iq, 'remove-companion-device')
  if (!removal) return undefined
  const gone = network.phones.resolve(removal.attrs['jid'])
  if (gone?.phone !== from.phone) return undefined
  connection.send(result(iq))
  unlink(network, gone)
  return 'answered'
}
