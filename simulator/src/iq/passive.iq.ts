// passive: the client says it is ready, so its backlog follows right after the answer.
import { child, result } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

export const answerPassive: Answer = ({ network, from, connection, iq }) => {
  connection.send(result(iq))
  const becomesLive = child(iq, 'active') !== undefined && !connection.live
  connection.live = child(iq, 'active') !== undefined
  if (becomesLive) network.queue.replay(from, connection)
  return 'answered'
}
