// Answers: which templates does a workspace have, and how does each stand now?
import { templateEvents, type TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import { eventFilter } from '@indoshopster/contracts/subjects'
import { defineProjection } from '@indoshopster/event-sourcing/projection'
import { type TemplateRow, templateListTable } from './template-list.table.ts'

export const templateList = defineProjection<TemplateEvent, TemplateRow>({
  name: 'template_list',
  version: 2,
  subjects: [eventFilter({ owner: 'templating', lane: 'template' })],
  types: templateEvents.map((definition) => definition.type),
  table: templateListTable,
  key: (event) => String(event.data.templateId),
  fold(row, event) {
    switch (event.type) {
      case 'templating.template_created.v1':
        return {
          id: String(event.data.templateId),
          workspace: event.workspace,
          kind: event.data.kind,
          name: event.data.name,
          body: event.data.body,
          variables: event.data.variables,
          picture: event.data.picture ?? null,
          version: event.data.version,
          updated_at: event.time,
          deleted_at: null,
        }
      case 'templating.template_edited.v1': {
        const { name, body, variables, version, picture = null } = event.data
        return row && { ...row, name, body, variables, version, picture, updated_at: event.time }
      }
      case 'templating.template_deleted.v1':
        return row && { ...row, deleted_at: event.time }
    }
  },
})
