// Owns templating's tables as Kysely sees them, with the types the driver answers.
import type { Kysely, Transaction } from 'kysely'
import { physicalTable } from '@indoshopster/read-store/projection-ddl'
import { templateList } from './template/template-list.projection.ts'
import type { TemplateRow } from './template/template-list.table.ts'

export interface TemplatingTables {
  'templating.template_list': Omit<TemplateRow, 'updated_at' | 'deleted_at'> & {
    readonly updated_at: Date
    readonly deleted_at: Date | null
  }
}

export type TemplatingDatabase = Kysely<TemplatingTables>
export type TemplatingReader = Transaction<TemplatingTables>

// The table's real name ends with the projection's version; the type leaves it out so that a bump touches no query.
export const templateTable = `templating.${physicalTable(templateList)}` as 'templating.template_list'
