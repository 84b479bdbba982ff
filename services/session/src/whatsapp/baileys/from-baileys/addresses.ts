// Answers: whose address is this? Addresses are compared without their device.

/** An address without device: `1@lid` of `1:5@lid`. Null when it is not the address of a person. */
export function personOf(
  jid: string | null | undefined,
): { readonly address: string; readonly kind: 'lid' | 'pn' } | null {
  const match = /^(\d+)(?:_\d+)?(?::\d+)?@(lid|s\.whatsapp\.net|c\.us|hosted|hosted\.lid)$/.exec(jid ?? '')
  if (!match?.[1]) return null
  return match[2] === 'lid' || match[2] === 'hosted.lid'
    ? { address: `${match[1]}@lid`, kind: 'lid' }
    : { address: `${match[1]}@s.whatsapp.net`, kind: 'pn' }
}

/** The digits of a phone address; null for everything else. */
export function phoneOf(jid: string | null | undefined): string | null {
  const person = personOf(jid)
  return person?.kind === 'pn' ? person.address.slice(0, person.address.indexOf('@')) : null
}
