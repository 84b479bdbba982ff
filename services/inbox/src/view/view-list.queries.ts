// Answers: which saved views are there?
import type { SavedView } from '@indoshopster/contracts/inbox/label.views'
import { sql } from 'kysely'
import { type InboxReader, viewTable } from '../inbox.database.ts'

/** All views of the workspace by name. */
export async function savedViews(reader: InboxReader, workspace: string): Promise<SavedView[]> {
  return reader
    .selectFrom(viewTable)
    .select(['id', 'name', 'filter'])
    .where('workspace', '=', workspace)
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
}
