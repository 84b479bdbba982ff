// Owns the rules of one template's commands.
import type { TemplateEvent } from '@indoshopster/contracts/templating/template.events'
import { given } from '@indoshopster/event-sourcing/testing'
import { describe, test } from 'vitest'
import { type CreateTemplate, template, type TemplateCommand } from './template.decider.ts'

const judged = { body: 'Hai {{name}}', variables: ['name'], faults: [] }
const create: CreateTemplate = {
  type: 'create',
  templateId: 101,
  kind: 'message',
  name: 'Halo',
  by: 'ani',
  role: 'admin',
  ...judged,
}
const edit: TemplateCommand = {
  type: 'edit',
  templateId: 101,
  name: 'Halo',
  by: 'budi',
  role: 'admin',
  ...judged,
}
const remove: TemplateCommand = { type: 'delete', templateId: 101, by: 'budi', role: 'admin' }
const fault = { code: 'template_variable_name_invalid', line: 1, column: 1, detail: 'A name …' }

const recorded = (type: TemplateEvent['type'], data: TemplateEvent['data']): TemplateEvent =>
  // A type and its own data, as the tests below pair them.
  ({
    specversion: '1.0',
    id: 'id',
    source: 'templating',
    type,
    subject: '101',
    time: '2026-11-23T00:00:00Z',
    workspace: 'w',
    correlationid: 'id',
    causationid: 'id',
    sequence: 1,
    data,
  }) as TemplateEvent

const saved = {
  templateId: 101,
  name: 'Halo',
  body: 'Hai {{name}}',
  variables: ['name'],
  version: 1,
  by: 'ani',
}
const created = recorded('templating.template_created.v1', { ...saved, kind: 'message' })
const edited = recorded('templating.template_edited.v1', {
  ...saved,
  body: 'Hallo',
  variables: [],
  version: 2,
})
const deleted = recorded('templating.template_deleted.v1', { templateId: 101, by: 'ani' })

describe('template', () => {
  test('creating saves the text with its names as version 1', () => {
    given(template)
      .when(create)
      .then([{ type: 'templating.template_created.v1', data: { ...saved, kind: 'message' } }])
  })

  test('the name is saved without spaces around it', () => {
    given(template)
      .when({ ...create, name: '  Halo ' })
      .then([{ type: 'templating.template_created.v1', data: { ...saved, kind: 'message' } }])
  })

  test.each([[''], ['   '], ['x'.repeat(61)], ['two\nlines'], ['nul\u0000'], ['\u2028x\u2028y']])(
    'the name %j is refused',
    (name) => {
      given(template)
        .when({ ...create, name })
        .thenRefuses('template_name_invalid')
      given(template, [created])
        .when({ ...create, type: 'edit', name })
        .thenRefuses('template_name_invalid')
    },
  )

  test('a text with faults is refused', () => {
    given(template)
      .when({ ...create, faults: [fault] })
      .thenRefuses('template_invalid')
    given(template, [created])
      .when({ ...create, type: 'edit', faults: [fault] })
      .thenRefuses('template_invalid')
  })

  test('an id that was given before is refused, also after it was deleted', () => {
    given(template, [created]).when(create).thenRefuses('template_changed_meanwhile')
    given(template, [created, deleted]).when(create).thenRefuses('template_changed_meanwhile')
  })

  test('editing saves the next version', () => {
    given(template, [created, edited])
      .when(edit)
      .then([{ type: 'templating.template_edited.v1', data: { ...saved, version: 3, by: 'budi' } }])
  })

  test('editing without a change stays quiet', () => {
    given(template, [created]).when(edit).thenNothing()
  })

  test('what is not there, or not there any more, cannot be edited', () => {
    given(template).when(edit).thenRefuses('template_not_found')
    given(template, [created, deleted]).when(edit).thenRefuses('template_not_found')
  })

  test('deleting is told once; a second time stays quiet', () => {
    given(template, [created])
      .when(remove)
      .then([{ type: 'templating.template_deleted.v1', data: { templateId: 101, by: 'budi' } }])
    given(template, [created, deleted]).when(remove).thenNothing()
  })

  test('what never was cannot be deleted', () => {
    given(template).when(remove).thenRefuses('template_not_found')
  })

  describe('with a picture', () => {
    const picture = {
      mediaId: '00000000-0000-7000-8000-000000000009',
      mimetype: 'image/jpeg',
      bytes: 1200,
      fileName: 'katalog.jpg',
      width: 40,
      height: 30,
      seconds: null,
      thumbnail: null,
    }
    const illustrated = recorded('templating.template_created.v1', { ...saved, kind: 'message', picture })

    test('saves it, and keeps it when an edit does not speak of it', () => {
      given(template)
        .when({ ...create, picture })
        .then([{ type: 'templating.template_created.v1', data: { ...saved, kind: 'message', picture } }])
      given(template, [illustrated]).when(edit).thenNothing()
    })

    test('takes it away when asked to', () => {
      given(template, [illustrated])
        .when({ ...edit, picture: null })
        .then([{ type: 'templating.template_edited.v1', data: { ...saved, version: 2, by: 'budi' } }])
    })
  })

  describe('for agents', () => {
    const quickReply = recorded('templating.template_created.v1', { ...saved, kind: 'quick_reply' })

    test('quick replies are theirs to make, change and delete', () => {
      given(template)
        .when({ ...create, kind: 'quick_reply', role: 'agent' })
        .then([{ type: 'templating.template_created.v1', data: { ...saved, kind: 'quick_reply' } }])
      given(template, [quickReply])
        .when({ ...remove, role: 'agent' })
        .then([{ type: 'templating.template_deleted.v1', data: { templateId: 101, by: 'budi' } }])
    })

    test('what partners send is not', () => {
      given(template)
        .when({ ...create, role: 'agent' })
        .thenRefuses('role_forbidden')
      for (const command of [edit, remove]) {
        given(template, [created])
          .when({ ...command, role: 'agent' })
          .thenRefuses('role_forbidden')
      }
    })
  })
})
