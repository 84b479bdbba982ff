// Answers: which of these accounts are active ones of the workspace?
import { accountTable, type InboxReader } from '../inbox.database.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function activeAccounts(
  reader: InboxReader,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const wanted = ids.filter((id) => uuid.test(id))
  if (wanted.length === 0) return new Set()
  const rows = await reader
    .selectFrom(accountTable)
    .select('id')
    .where('workspace', '=', workspace)
    .where('active', '=', true)
    .where('id', 'in', wanted)
    .execute()
  return new Set(rows.map((row) => row.id))
}
