// Owns what is being written of a template: the fields, whether they differ from what is stored, and storing them.
import type { Media } from '@indoshopster/contracts/session/media'
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { computed, reactive } from 'vue'
import { createTemplate, editTemplate } from './templates.api.ts'

/** A draft of a stored template, or of a new one of a kind. */
export function useTemplateDraft(template: () => TemplateView | undefined, newKind: TemplateView['kind']) {
  const known = template()
  const draft = reactive<{ kind: TemplateView['kind']; name: string; body: string; picture: Media | null }>({
    kind: known?.kind ?? newKind,
    name: known?.name ?? '',
    body: known?.body ?? '',
    picture: known?.picture ?? null,
  })
  const pictureChanged = () => (draft.picture?.mediaId ?? null) !== (template()?.picture?.mediaId ?? null)
  const changed = computed(
    () =>
      draft.name !== (template()?.name ?? '') || draft.body !== (template()?.body ?? '') || pictureChanged(),
  )
  /** Left out where it stays. */
  const picture = () => (pictureChanged() ? { mediaId: draft.picture?.mediaId ?? null } : {})

  return {
    draft,
    changed,
    /** Stores a new template and answers its id. */
    create: () => createTemplate({ kind: draft.kind, name: draft.name, body: draft.body, ...picture() }),
    edit: (id: number) => editTemplate(id, { name: draft.name, body: draft.body, ...picture() }),
  }
}
