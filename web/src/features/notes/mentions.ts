// Answers: whom does a note name? Pure.

/** Ids of the people whose "@name" stands in the text; where one name begins another, the longer one is meant. */
export function mentionsIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  let rest = text
  const found: string[] = []
  for (const { id, name } of [...people].sort((a, b) => b.name.length - a.name.length)) {
    if (name === '' || !rest.includes(`@${name}`)) continue
    found.push(id)
    rest = rest.replaceAll(`@${name}`, ' ')
  }
  return found.slice(0, 20)
}
