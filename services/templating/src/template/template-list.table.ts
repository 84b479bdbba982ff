// Owns the table of the projection `template_list`: one row per template, deleted ones too.
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { defineTable } from '@indoshopster/event-sourcing/table'

export interface TemplateRow {
  /** The template's integer id as text; unique over all workspaces. */
  readonly id: string
  readonly workspace: string
  readonly kind: TemplateView['kind']
  readonly name: string
  readonly body: string
  readonly variables: readonly string[]
  readonly picture: TemplateView['picture']
  readonly version: number
  /** ISO time. */
  readonly updated_at: string
  /** ISO time; deleted rows stay, so that the highest id ever given is known. */
  readonly deleted_at: string | null
}

export const templateListTable = defineTable<TemplateRow>({
  columns: {
    id: { type: 'text' },
    workspace: { type: 'uuid' },
    kind: { type: 'text' },
    name: { type: 'text' },
    body: { type: 'text' },
    variables: { type: 'jsonb' },
    picture: { type: 'jsonb', nullable: true },
    version: { type: 'integer' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
  indexes: ['workspace', '(id::integer)'],
})
