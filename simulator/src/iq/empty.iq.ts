// Queries whose honest answer here is "nothing": pings, clean-ups, pictures nobody has.
import { node, refusal, result } from '../wire/nodes.ts'
import type { Answer } from './query.ts'

const ACKNOWLEDGED: readonly string[] = [
  'w:p',
  'urn:xmpp:whatsapp:dirty',
  'w:stats',
  'status',
  'disappearing_mode',
]
const NOT_FOUND = 404

export const answerEmpty: Answer = ({ iq }) => {
  const xmlns = iq.attrs['xmlns'] ?? ''
  if (ACKNOWLEDGED.includes(xmlns)) return result(iq)
  if (xmlns === 'w:profile:picture') return refusal(iq, NOT_FOUND, 'item-not-found')
  if (xmlns === 'w:biz') return result(iq, [node('business_profile', { v: '244' })])
  return undefined
}
