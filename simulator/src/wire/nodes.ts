// Builds and reads binary nodes, the XML-like tree everything on the wire is made of.
import type { BinaryNode } from '@whiskeysockets/baileys'

export type { BinaryNode }

/** The server's own address; clients ignore some stanzas when the leading `@` is missing. */
export const SERVER = '@s.whatsapp.net'

/** A node; attributes that are undefined are left out. */
export const node = (
  tag: string,
  attrs: Record<string, string | undefined> = {},
  content?: BinaryNode[] | Uint8Array | string,
): BinaryNode => {
  const given: Record<string, string> = {}
  for (const [name, value] of Object.entries(attrs)) if (value !== undefined) given[name] = value
  return content === undefined ? { tag, attrs: given } : { tag, attrs: given, content }
}

export const children = (parent: BinaryNode | undefined): BinaryNode[] =>
  Array.isArray(parent?.content) ? parent.content : []

export const child = (parent: BinaryNode | undefined, tag: string): BinaryNode | undefined =>
  children(parent).find((candidate) => candidate.tag === tag)

export const childrenNamed = (parent: BinaryNode | undefined, tag: string): BinaryNode[] =>
  children(parent).filter((candidate) => candidate.tag === tag)

/** The bytes inside a node; text counts as its UTF-8 bytes. */
export const bytes = (parent: BinaryNode | undefined): Buffer | undefined => {
  const content = parent?.content
  if (content instanceof Uint8Array) return Buffer.from(content)
  return typeof content === 'string' ? Buffer.from(content) : undefined
}

/** A big-endian number inside a node. */
export const uint = (parent: BinaryNode | undefined): number | undefined => {
  const content = bytes(parent)
  return content && content.length > 0 && content.length <= 6
    ? content.readUIntBE(0, content.length)
    : undefined
}

/** `value` in `size` big-endian bytes. */
export const bigEndian = (value: number, size: number): Buffer => {
  const out = Buffer.alloc(size)
  out.writeUIntBE(value, 0, size)
  return out
}

/** The answer to a query. */
export const result = (query: BinaryNode, content?: BinaryNode[]): BinaryNode =>
  node('iq', { from: SERVER, type: 'result', id: query.attrs['id'] }, content)

/** The refusal of a query, with a code and a text the client logs. */
export const refusal = (query: BinaryNode, code: number, text: string): BinaryNode =>
  node('iq', { from: SERVER, type: 'error', id: query.attrs['id'] }, [
    node('error', { code: String(code), text }),
  ])

/** WhatsApp's time: whole seconds. */
export const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1000))
