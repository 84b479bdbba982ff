// Owns what templating keeps in Postgres: the list of templates, rebuilt from the log, and the sequence of ids.
import path from 'node:path'
import type { ServiceSchema } from '@indoshopster/read-store/migrate'
import { templateList } from './template/template-list.projection.ts'

export const schema: ServiceSchema = {
  name: 'templating',
  migrations: path.join(import.meta.dirname, '../migrations'),
  projections: [templateList],
}
