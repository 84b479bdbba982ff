// Answers: which labels are there, and on how many conversations is each?
import { type InboxReader, labelTable } from '../inbox.database.ts'

/** The ids of all labels of the workspace. */
export async function labelIds(reader: InboxReader, workspace: string): Promise<ReadonlySet<string>> {
  const rows = await reader.selectFrom(labelTable).select('id').where('workspace', '=', workspace).execute()
  return new Set(rows.map((row) => row.id))
}
