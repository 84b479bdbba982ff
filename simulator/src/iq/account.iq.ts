// What a device asks about its own account: settings, blocked people, restrictions.
import type { Network } from '../network.ts'
import { capOf, timelockOf } from '../restrictions/restrictions.ts'
import { child, node, result } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

/** Read receipts on for all: otherwise clients send their reads to themselves only. */
const PRIVACY = ['readreceipts', 'last', 'profile', 'status', 'online', 'groupadd', 'calladd']

const restrictions = (network: Network, phone: string) => ({
  data: {
    xwa2_fetch_account_reachout_timelock: timelockOf(network, phone),
    xwa2_message_capping_info: capOf(network, phone),
  },
})

export const answerAccount: Answer = ({ network, from, iq }) => {
  const set = iq.attrs['type'] === 'set'
  switch (iq.attrs['xmlns']) {
    case 'abt':
      return result(iq, [node('props', { hash: 'sim', refresh: '86400' })])
    case 'privacy':
      if (set) return result(iq, child(iq, 'tokens') ? [node('tokens')] : undefined)
      return result(iq, [
        node(
          'privacy',
          {},
          PRIVACY.map((name) => node('category', { name, value: 'all' })),
        ),
      ])
    case 'blocklist':
      return result(iq, [node('list')])
    case 'w:mex':
      return result(iq, [node('result', {}, Buffer.from(JSON.stringify(restrictions(network, from.phone))))])
    default:
      return undefined
  }
}
