// HTTP: virtual phones and the devices linked to them.
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import Type from 'typebox'
import { lidOf, pnJid } from '../accounts/jids.ts'
import type { Phone } from '../accounts/phones.table.ts'
import type { LinkResult } from '../login/linking.ts'
import { giveLid } from '../messaging/lid-given.ts'
import type { Pairing } from '../login/pairing.ts'
import { unlink } from '../messaging/device-list.ts'
import type { Network } from '../network.ts'
import type { Feed } from './feed.ts'
import { Problem } from './problems.ts'
import type { ProblemCode } from './problems.ts'
import {
  DeviceParams,
  GiveLid,
  LinkCode,
  Linked,
  NewPhone,
  PhoneParams,
  PhoneView,
  ProblemBody,
  Scan,
} from './schemas.ts'
import { numberOf, phoneOf, phoneView } from './views.ts'

export const phoneRoutes = (app: FastifyInstance, network: Network, pairing: Pairing, feed: Feed): void => {
  const changed = (phone: string): void => feed.publish({ name: 'phone', data: { phone } })

  app.get(
    '/api/phones',
    { schema: { summary: 'All virtual phones', response: { 200: Type.Array(PhoneView) } } },
    () => network.phones.all().map((phone) => phoneView(network, phone)),
  )

  app.post<{ Body: Static<typeof NewPhone> }>(
    '/api/phones',
    {
      schema: {
        summary: 'Puts a number on WhatsApp, or renames it',
        body: NewPhone,
        response: { 200: PhoneView, 201: PhoneView, '4xx': ProblemBody },
      },
    },
    async ({ body }, reply) => {
      const { phone, created } = network.phones.put(numberOf(body.phone), body.name, network.now(), body.lid)
      await network.db.committed()
      changed(phone.phone)
      return reply.code(created ? 201 : 200).send(phoneView(network, phone))
    },
  )

  app.get<{ Params: Static<typeof PhoneParams> }>(
    '/api/phones/:phone',
    {
      schema: { summary: 'One phone', params: PhoneParams, response: { 200: PhoneView, '4xx': ProblemBody } },
    },
    ({ params }) => phoneView(network, phoneOf(network, params.phone)),
  )

  const linked = async (phone: Phone, outcome: LinkResult<ProblemCode>): Promise<Static<typeof Linked>> => {
    if ('refused' in outcome) throw new Problem(outcome.refused)
    await network.db.committed()
    changed(phone.phone)
    feed.publish({ name: 'qr', data: {} })
    const { device } = outcome.device
    return { device, jid: pnJid(phone.phone, device), lid: lidOf(phone, device) ?? null }
  }

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof Scan> }>(
    '/api/phones/:phone/scan',
    {
      schema: {
        summary: 'The phone scans a pairing QR',
        params: PhoneParams,
        body: Scan,
        response: { 201: Linked, '4xx': ProblemBody, 502: ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const phone = phoneOf(network, params.phone)
      return reply.code(201).send(await linked(phone, await pairing.scan(phone, body.qr)))
    },
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof LinkCode> }>(
    '/api/phones/:phone/link',
    {
      schema: {
        summary: 'The phone links the client that shows this code',
        params: PhoneParams,
        body: LinkCode,
        response: { 201: Linked, '4xx': ProblemBody, 502: ProblemBody },
      },
    },
    async ({ params, body }, reply) => {
      const phone = phoneOf(network, params.phone)
      return reply.code(201).send(await linked(phone, await pairing.enter(phone, body.code)))
    },
  )

  app.post<{ Params: Static<typeof PhoneParams>; Body: Static<typeof GiveLid> }>(
    '/api/phones/:phone/lid',
    {
      schema: {
        summary: 'WhatsApp gives the number its private id',
        params: PhoneParams,
        body: GiveLid,
        response: { 200: PhoneView, '4xx': ProblemBody },
      },
    },
    async ({ params, body }) => {
      const { phone } = phoneOf(network, params.phone)
      await giveLid(
        network,
        phone,
        (body.tell ?? []).map((other) => phoneOf(network, other)),
      )
      await network.db.committed()
      changed(phone)
      return phoneView(network, phoneOf(network, phone))
    },
  )

  app.delete<{ Params: Static<typeof DeviceParams> }>(
    '/api/phones/:phone/devices/:device',
    {
      schema: {
        summary: 'The phone unlinks a device',
        params: DeviceParams,
        response: { 204: Type.Null(), '4xx': ProblemBody },
      },
    },
    async ({ params }, reply) => {
      const { phone } = phoneOf(network, params.phone)
      if (!unlink(network, { phone, device: Number(params.device) })) throw new Problem('device_not_found')
      await network.db.committed()
      changed(phone)
      return reply.code(204).send()
    },
  )
}
