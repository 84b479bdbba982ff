// What a query handler gets and gives.
import type { Endpoint } from '../accounts/jids.ts'
import type { Network } from '../network.ts'
import type { Connection } from '../wire/connection.ts'
import type { BinaryNode } from '../wire/nodes.ts'

export interface Query {
  readonly network: Network
  readonly from: Endpoint
  readonly connection: Connection
  readonly iq: BinaryNode
}

/** The answer; `answered` when the handler sent it itself because more follows; undefined for "not modelled". */
type Answered = BinaryNode | 'answered' | undefined
export type Answer = (query: Query) => Answered | Promise<Answered>
