// Answers: what does this template say now? A copy of the templates' events in memory, compiled at first use.
import type { RecordedEvent } from '@indoshopster/contracts/envelope'
import type { Media } from '@indoshopster/contracts/session/media'
import type { TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import { compileTemplate, type TemplateValues } from '@indoshopster/template-language/render'

export interface KnownTemplate {
  readonly id: number
  readonly version: number
  readonly variables: readonly string[]
  /** Sent with the text as its caption; null: text only. */
  readonly picture: Media | null
  /** Throws when the stored text is no template. */
  render(data: TemplateValues): string
}

export interface KnownTemplates {
  /** Takes in the next event; events of other owners change nothing. */
  fold(event: RecordedEvent): void
  /** A template of type message of this workspace; null when there is none. */
  find(workspace: string, templateId: number): KnownTemplate | null
}

/** No template yet. */
export function createKnownTemplates(): KnownTemplates {
  const templates = new Map<string, KnownTemplate>()
  const keyOf = (workspace: string, id: number) => `${workspace}/${id}`
  return {
    fold(recorded) {
      // Types name shapes of our own contracts; other types fall through.
      const event = recorded as TemplateEvent
      switch (event.type) {
        case 'templating.template_created.v1':
          if (event.data.kind !== 'message') return
          templates.set(keyOf(event.workspace, event.data.templateId), known(event.data))
          return
        case 'templating.template_edited.v1': {
          const key = keyOf(event.workspace, event.data.templateId)
          if (templates.has(key)) templates.set(key, known(event.data))
          return
        }
        case 'templating.template_deleted.v1':
          templates.delete(keyOf(event.workspace, event.data.templateId))
      }
    },
    find: (workspace, templateId) => templates.get(keyOf(workspace, templateId)) ?? null,
  }
}

function known(saved: {
  templateId: number
  version: number
  variables: readonly string[]
  body: string
  picture?: Media
}) {
  let renderer: ((data: TemplateValues) => string) | null = null
  return {
    id: saved.templateId,
    version: saved.version,
    variables: saved.variables,
    picture: saved.picture ?? null,
    render: (data: TemplateValues) => (renderer ??= compileTemplate(saved.body))(data),
  }
}
