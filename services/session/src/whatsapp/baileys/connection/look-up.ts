// Answers: is this phone number on WhatsApp, and where?
import type { Recipient } from '../../whatsapp.port.ts'
import { personOf } from '../from-baileys/addresses.ts'
import type { WASocket } from '../library.ts'

/** WhatsApp did not answer; whether the number is there is not known. */
class LookUpUnansweredError extends Error {
  override readonly name = 'LookUpUnansweredError'
}

/** Null: not on WhatsApp. The LID is asked for as well: a first message to a phone address may be refused. */
export async function lookUp(
  socket: Pick<WASocket, 'onWhatsApp' | 'signalRepository'>,
  phone: string,
): Promise<Recipient | null> {
  const answers = await socket.onWhatsApp(`+${phone}`)
  const answer = answers?.[0]
  if (!answers) throw new LookUpUnansweredError('WhatsApp did not say whether the number is on it.')
  const found = answer?.exists ? personOf(answer.jid) : null
  if (!found) return null
  if (found.kind === 'lid') return { address: found.address, phone }
  const lid = personOf(await socket.signalRepository.lidMapping.getLIDForPN(found.address))
  return { address: lid?.address ?? found.address, phone }
}
