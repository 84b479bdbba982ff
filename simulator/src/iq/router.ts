// Answers the queries of a logged-in device: one handler per xmlns, a clear refusal for the rest.
import { refusal } from '../wire/nodes.ts'
import { answerAccount } from './account.iq.ts'
import { answerAppState } from './app-state.iq.ts'
import { answerEncrypt } from './encrypt.iq.ts'
import { answerEmpty } from './empty.iq.ts'
import { answerGroups } from './groups.iq.ts'
import { answerMd } from './md.iq.ts'
import { answerMedia } from './media.iq.ts'
import { answerPassive } from './passive.iq.ts'
import type { Answer, Query } from './query.ts'
import { answerUsync } from './usync.iq.ts'

const ANSWERS: Readonly<Record<string, Answer>> = {
  encrypt: answerEncrypt,
  usync: answerUsync,
  passive: answerPassive,
  md: answerMd,
  'w:m': answerMedia,
  abt: answerAccount,
  privacy: answerAccount,
  blocklist: answerAccount,
  'w:mex': answerAccount,
  'w:g2': answerGroups,
  'w:sync:app:state': answerAppState,
}

const NOT_MODELLED = 501

/** Sends exactly one answer. */
export const answerQuery = async (query: Query): Promise<void> => {
  const { iq, connection } = query
  const answer = await (ANSWERS[iq.attrs['xmlns'] ?? ''] ?? answerEmpty)(query)
  if (answer === 'answered') return
  connection.send(answer ?? refusal(iq, NOT_MODELLED, 'feature-not-implemented'))
}
