// Owns the rules of one template: create, edit, delete.
import { includesRole, type Role } from '@indoshopster/contracts/role'
import type { Media } from '@indoshopster/contracts/session/media'
import type { NewTemplateEvent, TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import type { TemplateFault, TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'
import { type Decider, Refusal } from '@indoshopster/event-sourcing/decider'
import { templatingErrors } from '../templating.errors.ts'

/** A text with what the template language says of it. */
interface JudgedBody {
  readonly body: string
  readonly variables: readonly string[]
  readonly faults: readonly TemplateFault[]
}

interface Command {
  readonly templateId: number
  /** Account that acts. */
  readonly by: string
  readonly role: Role
}
export interface CreateTemplate extends Command, JudgedBody {
  readonly type: 'create'
  readonly kind: TemplateView['kind']
  readonly name: string
  readonly picture?: Media | null
}
interface EditTemplate extends Command, JudgedBody {
  readonly type: 'edit'
  readonly name: string
  /** Left out: it stays; null: taken away. */
  readonly picture?: Media | null
}
interface DeleteTemplate extends Command {
  readonly type: 'delete'
}
export type TemplateCommand = CreateTemplate | EditTemplate | DeleteTemplate

/** Null: there never was one. */
export type TemplateState = {
  readonly kind: TemplateView['kind']
  readonly name: string
  readonly body: string
  readonly picture: Media | null
  readonly version: number
  readonly deleted: boolean
} | null

/** Of two people who edit at once the later one wins, with the next version. */
export const template: Decider<TemplateCommand, NewTemplateEvent, TemplateEvent, TemplateState> = {
  initial: null,
  decide(command, state) {
    const { templateId, by } = command
    switch (command.type) {
      case 'create': {
        if (state)
          throw new Refusal('template_changed_meanwhile', templatingErrors.template_changed_meanwhile)
        assertMayWrite(command.role, command.kind)
        const saved = { templateId, ...savable(command, command.picture ?? null), version: 1, by }
        return [{ type: 'templating.template_created.v1', data: { ...saved, kind: command.kind } }]
      }
      case 'edit': {
        if (!state || state.deleted)
          throw new Refusal('template_not_found', templatingErrors.template_not_found)
        assertMayWrite(command.role, state.kind)
        const picture = command.picture === undefined ? state.picture : command.picture
        const saved = savable(command, picture)
        const samePicture = picture?.mediaId === state.picture?.mediaId
        if (saved.name === state.name && saved.body === state.body && samePicture) return []
        const data = { templateId, ...saved, version: state.version + 1, by }
        return [{ type: 'templating.template_edited.v1', data }]
      }
      case 'delete':
        if (!state) throw new Refusal('template_not_found', templatingErrors.template_not_found)
        assertMayWrite(command.role, state.kind)
        return state.deleted ? [] : [{ type: 'templating.template_deleted.v1', data: { templateId, by } }]
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'templating.template_created.v1':
      case 'templating.template_edited.v1': {
        const { name, body, version, picture = null } = event.data
        const kind = 'kind' in event.data ? event.data.kind : (state?.kind ?? 'message')
        return { kind, name, body, picture, version, deleted: state?.deleted ?? false }
      }
      case 'templating.template_deleted.v1':
        return state && { ...state, deleted: true }
      default:
        return state
    }
  },
}

/** One line of 1 to 60 characters that shows. */
const namePattern = /^[^\p{Cc}\u2028\u2029]{1,60}$/u

/** What partners send is for admins; agents keep their own quick replies. */
function assertMayWrite(role: Role, kind: TemplateView['kind']): void {
  if (kind === 'quick_reply' || includesRole(role, 'admin')) return
  throw new Refusal('role_forbidden', templatingErrors.role_forbidden)
}

/** The part of a template that may be saved; refuses what may not. */
function savable(command: { name: string } & JudgedBody, picture: Media | null) {
  const name = command.name.trim()
  if (!namePattern.test(name)) {
    throw new Refusal('template_name_invalid', templatingErrors.template_name_invalid)
  }
  if (command.faults.length > 0) {
    throw new Refusal('template_invalid', templatingErrors.template_invalid, { faults: command.faults })
  }
  const text = { name, body: command.body, variables: [...command.variables] }
  return picture ? { ...text, picture } : text
}
