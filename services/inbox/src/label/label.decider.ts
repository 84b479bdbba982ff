// Owns the rules of a workspace's labels: at most 200, each with a name of its own.
import {
  type LabelColour,
  labelCreated,
  labelDeleted,
  labelEdited,
  type LabelEvent,
  type NewLabelEvent,
} from '@indoshopster/contracts/inbox/label.events'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { inboxErrors } from '../inbox.errors.ts'
import { plain } from '../search/words.model.ts'
import { visibleLine } from '../text/visible-line.model.ts'

export type LabelCommand = { readonly labelId: string; readonly by: string } & (
  | { readonly kind: 'create' | 'edit'; readonly name: string; readonly colour: LabelColour }
  | { readonly kind: 'delete' }
)

type Labels = ReadonlyMap<string, { readonly name: string; readonly colour: LabelColour }>

const MAX_LABELS = 200
const MAX_NAME = 40

const refuse = (code: keyof typeof inboxErrors) => new Refusal(code, inboxErrors[code])

export const label: Decider<LabelCommand, NewLabelEvent, LabelEvent, Labels> = {
  initial: new Map(),
  decide(command, labels) {
    const { labelId, by } = command
    const known = labels.get(labelId)
    if (command.kind === 'delete') {
      if (!known) throw refuse('label_not_found')
      return [{ type: labelDeleted.type, data: { labelId, by } }]
    }
    if (command.kind === 'edit' && !known) throw refuse('label_not_found')
    const { colour } = command
    const name = visibleLine(command.name, MAX_NAME)
    if (name === null) throw refuse('label_name_invalid')
    // People do not tell `Lunas` from `lunas` in a list.
    const taken = [...labels].some(([id, other]) => id !== labelId && plain(other.name) === plain(name))
    if (taken) throw refuse('label_name_taken')
    if (known) {
      if (known.name === name && known.colour === colour) return []
      return [{ type: labelEdited.type, data: { labelId, name, colour, by } }]
    }
    if (labels.size >= MAX_LABELS) throw refuse('too_many_labels')
    return [{ type: labelCreated.type, data: { labelId, name, colour, by } }]
  },
  evolve(labels, event) {
    const next = new Map(labels)
    if (event.type === 'inbox.label_deleted.v1') next.delete(event.data.labelId)
    else if (event.type === 'inbox.label_created.v1' || event.type === 'inbox.label_edited.v1') {
      next.set(event.data.labelId, event.data)
    }
    return next
  },
}
