// HTTP: groups of virtual phones.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { addMembers, createGroup, removeMembers, renameGroup, setAdmins } from '../groups/group-changes.ts'
import type { Group } from '../groups/groups.table.ts'
import type { Network } from '../network.ts'
import { Problem } from './problems.ts'
import { PhoneNumber, ProblemBody } from './schemas.ts'
import { groupOf, groupOfMember, phoneOf } from './views.ts'

const closed = { additionalProperties: false }
const Subject = Type.String({ minLength: 1, maxLength: 1000 })
const Addressing = Type.Union([Type.Literal('lid'), Type.Literal('pn')], { default: 'lid' })
const GroupParams = Type.Object({ id: Type.String() })
const NewGroup = Type.Object(
  {
    creator: PhoneNumber,
    subject: Subject,
    participants: Type.Array(PhoneNumber, { maxItems: 1024 }),
    addressing: Type.Optional(Addressing),
  },
  closed,
)
const Rename = Type.Object(
  {
    subject: Subject,
    by: Type.Optional(Type.String({ description: 'Who does it; the creator when left out' })),
  },
  closed,
)
const Members = Type.Object(
  {
    add: Type.Optional(Type.Array(PhoneNumber)),
    remove: Type.Optional(Type.Array(PhoneNumber)),
    promote: Type.Optional(Type.Array(PhoneNumber)),
    demote: Type.Optional(Type.Array(PhoneNumber)),
    by: Type.Optional(Type.String({ description: 'Who does it; the creator when left out' })),
  },
  closed,
)
const GroupView = Type.Object({
  id: Type.String(),
  subject: Type.String(),
  creator: Type.String(),
  addressing: Addressing,
  participants: Type.Array(Type.Object({ phone: Type.String(), admin: Type.String() })),
})

const view = ({ id, subject, creator, addressing, members }: Group): Static<typeof GroupView> => ({
  id,
  subject,
  creator,
  addressing,
  participants: [...members],
})

export const groupRoutes = (app: FastifyInstance, network: Network): void => {
  const answers = { 200: GroupView, '4xx': ProblemBody }
  const actor = (group: Group, by: string | undefined) => {
    const phone = phoneOf(network, by ?? group.creator)
    groupOfMember(network, group.id, phone)
    return phone
  }
  const phonesOf = (written: readonly string[] = []): string[] =>
    written.map((each) => {
      const phone = phoneOf(network, each)
      return phone.phone
    })

  app.get(
    '/api/groups',
    { schema: { summary: 'All groups', response: { 200: Type.Array(GroupView) } } },
    () => network.groups.all().map(view),
  )

  app.post<{ Body: Static<typeof NewGroup> }>(
    '/api/groups',
    {
      schema: {
        summary: 'A phone makes a group',
        body: NewGroup,
        response: { 201: GroupView, '4xx': ProblemBody },
      },
    },
    async ({ body }, reply) => {
      const { subject, addressing = 'lid' } = body
      const creator = phoneOf(network, body.creator)
      const participants = phonesOf(body.participants)
      const group = createGroup(network, creator, {
        subject,
        addressing,
        participants,
        createdAt: network.now(),
      })
      await network.db.committed()
      return reply.code(201).send(view(group))
    },
  )

  app.get<{ Params: Static<typeof GroupParams> }>(
    '/api/groups/:id',
    { schema: { summary: 'One group', params: GroupParams, response: answers } },
    ({ params }) => view(groupOf(network, params.id)),
  )

  app.post<{ Params: Static<typeof GroupParams>; Body: Static<typeof Rename> }>(
    '/api/groups/:id/subject',
    { schema: { summary: 'Renames the group', params: GroupParams, body: Rename, response: answers } },
    async ({ params, body }) => {
      const group = groupOf(network, params.id)
      const renamed = renameGroup(network, group, actor(group, body.by), body.subject)
      await network.db.committed()
      return view(renamed)
    },
  )

  app.post<{ Params: Static<typeof GroupParams>; Body: Static<typeof Members> }>(
    '/api/groups/:id/participants',
    {
      schema: {
        summary: 'Adds and removes people, makes them admins or not',
        params: GroupParams,
        body: Members,
        response: answers,
      },
    },
    async ({ params, body }) => {
      let group = groupOf(network, params.id)
      const by = actor(group, body.by)
      const lists = [body.add, body.remove, body.promote, body.demote].map(phonesOf)
      const [add = [], remove = [], promote = [], demote = []] = lists
      if (lists.every((list) => list.length === 0)) throw new Problem('nothing_to_change')
      group = addMembers(network, group, by, add).group
      group = setAdmins(network, group, by, promote, 'admin').group
      group = setAdmins(network, group, by, demote, '').group
      group = removeMembers(network, group, by, remove).group
      await network.db.committed()
      return view(group)
    },
  )
}
