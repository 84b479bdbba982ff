// HTTP: the address book of a virtual phone.
import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import type { Static } from 'typebox'
import { replaceContacts } from '../contacts/contacts-changed.ts'
import type { Network } from '../network.ts'
import { PhoneNumber, PhoneParams, ProblemBody } from './schemas.ts'
import { numberOf, phoneOf } from './views.ts'

const Contact = Type.Object(
  { phone: PhoneNumber, name: Type.String({ minLength: 1, maxLength: 20_000 }) },
  { additionalProperties: false },
)
const Contacts = Type.Array(Contact, { maxItems: 10_000 })
const Difference = Type.Object({
  added: Type.Integer(),
  renamed: Type.Integer(),
  removed: Type.Integer(),
})

export const contactRoutes = (app: FastifyInstance, network: Network): void => {
  app.get<{ Params: Static<typeof PhoneParams> }>(
    '/api/phones/:phone/contacts',
    {
      schema: {
        summary: 'The address book of the phone',
        params: PhoneParams,
        response: { 200: Contacts, '4xx': ProblemBody },
      },
    },
    ({ params }) => network.addressBooks.of(phoneOf(network, params.phone).phone),
  )

  app.put<{ Params: Static<typeof PhoneParams>; Body: Static<typeof Contacts> }>(
    '/api/phones/:phone/contacts',
    {
      schema: {
        summary: 'Replaces the whole address book; linked devices learn the difference',
        params: PhoneParams,
        body: Contacts,
        response: { 200: Difference, '4xx': ProblemBody },
      },
    },
    async ({ params, body }) => {
      const owner = phoneOf(network, params.phone)
      const entries = body.map(({ phone, name }) => ({ phone: numberOf(phone), name }))
      const difference = await network.inTurn(`app state of ${owner.phone}`, () =>
        replaceContacts(network, owner, entries),
      )
      await network.db.committed()
      return difference
    },
  )
}
