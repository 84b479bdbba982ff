// passive: the client says it is ready, so its backlog follows right after the answer.
import { welcome } from '../login/welcome.ts'
import { child, result } from '../wire/nodes.ts'
import type { Query } from './query.ts'

export const answerPassive = async ({ network, from, connection, iq }: Query): Promise<'answered'> => {
  connection.send(result(iq))
  const becomesLive = child(iq, 'active') !== undefined && !connection.live
  connection.live = child(iq, 'active') !== undefined
  if (becomesLive) {
    network.queue.replay(from, connection)
    await welcome(network, from)
  }
  return 'answered'
}
