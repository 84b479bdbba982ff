// Answers: what stands in a quick reply's gaps, as far as the conversation tells? Pure.

export interface KnownFacts {
  /** The contact's name; null when not told. */
  contact: string | null
  /** The contact's number as people write it. */
  phone: string | null
  agent: string
  business: string
  /** Today's date in words. */
  today: string
}

const words: Record<string, (facts: KnownFacts) => string | null> = {
  contact: (facts) => facts.contact,
  first: (facts) => facts.contact?.trim().split(/\s+/)[0] ?? null,
  phone: (facts) => facts.phone,
  agent: (facts) => facts.agent.trim().split(/\s+/)[0] ?? null,
  business: (facts) => facts.business,
  today: (facts) => facts.today,
}
/** Names that people give to the same thing, in Indonesian and English. */
const meanings: Record<string, keyof typeof words> = {
  nama: 'contact',
  name: 'contact',
  fullname: 'contact',
  full_name: 'contact',
  nama_lengkap: 'contact',
  nama_pelanggan: 'contact',
  pelanggan: 'contact',
  customer: 'contact',
  nama_depan: 'first',
  first_name: 'first',
  firstname: 'first',
  panggilan: 'first',
  nomor: 'phone',
  nomor_hp: 'phone',
  no_hp: 'phone',
  telepon: 'phone',
  phone: 'phone',
  phone_number: 'phone',
  number: 'phone',
  agen: 'agent',
  agent: 'agent',
  cs: 'agent',
  admin: 'agent',
  toko: 'business',
  bisnis: 'business',
  shop: 'business',
  business: 'business',
  tanggal: 'today',
  date: 'today',
}

/** The values of the variables that can be told; the others are left out. */
export function knownValues(variables: readonly string[], facts: KnownFacts): Record<string, string> {
  const values: Record<string, string> = {}
  for (const name of variables) {
    const meaning = meanings[name.toLowerCase()]
    const value = meaning ? words[meaning]?.(facts) : null
    if (value) values[name] = value
  }
  return values
}

/** Whether a text has parts that come and go; those are rendered by the server. */
export const hasBlocks = (body: string): boolean => /\{\{\s*[#/]|\{\{\s*else\b/.test(body)

/** A text with its gaps filled; gaps without a value stay as they are. */
export function filled(body: string, values: Readonly<Record<string, string>>): string {
  return body.replace(/\{\{\s*(\w+)\s*\}\}/g, (gap, name: string) => values[name] ?? gap)
}

/** The beginning of "/word" right before the cursor, and the word; null when there is none. */
export function slashWord(before: string): { from: number; word: string } | null {
  const found = /(?:^|\s)\/([^\s/]{0,40})$/.exec(before)
  return found ? { from: before.length - (found[1]?.length ?? 0) - 1, word: found[1] ?? '' } : null
}

/** The same for "@name" in a note. */
export function atWord(before: string): { from: number; word: string } | null {
  const found = /(?:^|\s)@([^\s@]{0,40})$/.exec(before)
  return found ? { from: before.length - (found[1]?.length ?? 0) - 1, word: found[1] ?? '' } : null
}
