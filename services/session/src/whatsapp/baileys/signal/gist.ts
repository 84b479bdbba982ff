// Answers: what has the journal to know of a message that was read?
import { count } from '@indoshopster/service/measure'
import type { Arrival, JournalledStanza } from '../../../intake/arrival.ts'
import { saidIn } from '../from-baileys/said.ts'

/** What it does, and to which message. What is forged is kept, counted, and told to nobody. */
export function gistOf(stanza: JournalledStanza, plaintext: Uint8Array): Pick<Arrival, 'deed' | 'about'> {
  const said = saidIn(stanza, plaintext, '')
  if (said?.kind === 'forged') {
    count('arrivals_refused_total', 'Messages that pretend to be what their sender may not say', {
      what: said.what,
    })
    return { deed: null, about: null }
  }
  if (!said) return { deed: null, about: null }
  return said.kind === 'message'
    ? { deed: 'message', about: said.quoted?.ref ?? null }
    : { deed: said.kind, about: said.target }
}
