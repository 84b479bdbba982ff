// Answers: which labels are there, and on how many conversations is each?
import type { LabelView } from '@indoshopster/contracts/inbox/label.views'
import { sql } from 'kysely'
import { conversationTable, type InboxReader, labelTable } from '../inbox.database.ts'

/** The ids of all labels of the workspace. */
export async function labelIds(reader: InboxReader, workspace: string): Promise<ReadonlySet<string>> {
  const rows = await reader.selectFrom(labelTable).select('id').where('workspace', '=', workspace).execute()
  return new Set(rows.map((row) => row.id))
}

/** All labels by name, each with how many conversations have it. */
export async function labelsWithCounts(reader: InboxReader, workspace: string): Promise<LabelView[]> {
  const { rows } = await sql<LabelView>`
    SELECT l.id, l.name, l.colour, coalesce(counted.conversations, 0)::int AS conversations
    FROM ${sql.table(labelTable)} l
    LEFT JOIN (
      SELECT label, count(*) AS conversations
      FROM ${sql.table(conversationTable)} c, jsonb_array_elements_text(c.labels) AS label
      WHERE c.workspace = ${workspace} AND c.merged_into IS NULL
      GROUP BY label
    ) counted ON counted.label = l.id::text
    WHERE l.workspace = ${workspace}
    ORDER BY lower(l.name), l.id`.execute(reader)
  return rows
}
