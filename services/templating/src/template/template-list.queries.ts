// Answers: which templates are there, and how does one look?
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { sql } from 'kysely'
import { type TemplatingReader, templateTable } from '../templating.database.ts'

const present = (reader: TemplatingReader) =>
  reader
    .selectFrom(templateTable)
    .select(['id', 'kind', 'name', 'body', 'variables', 'picture', 'version', 'updated_at'])
    .where('deleted_at', 'is', null)
type Stored = Awaited<ReturnType<ReturnType<typeof present>['execute']>>[number]

/** The workspace's templates by id, deleted ones left out. */
export async function templates(reader: TemplatingReader, workspace: string): Promise<TemplateView[]> {
  const rows = await present(reader)
    .where('workspace', '=', workspace)
    .orderBy(sql`id::integer`)
    .execute()
  return rows.map(viewOf)
}

/** One template; null when there is none, or it was deleted. */
export async function templateById(
  reader: TemplatingReader,
  templateId: number,
): Promise<TemplateView | null> {
  const row = await present(reader).where('id', '=', String(templateId)).executeTakeFirst()
  return row ? viewOf(row) : null
}

function viewOf({ id, updated_at, variables, ...row }: Stored): TemplateView {
  return { ...row, id: Number(id), variables: [...variables], updatedAt: updated_at.toISOString() }
}
