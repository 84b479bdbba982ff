// Owns how large and how nested a template may be, and which names it may use.

/** Longest template, in UTF-16 units. Everything is refused before it is parsed when it is longer. */
export const MAX_TEMPLATE_LENGTH = 4096

/** Deepest nesting of {{#if}} and {{#unless}}. */
export const MAX_NESTING = 5

/** Longest text a template may render, in UTF-16 units: what WhatsApp shows of one message. */
export const MAX_TEXT_LENGTH = 4096

/** Most faults told at once; the rest shows after these are mended. */
export const MAX_FAULTS = 20

/** What a name looks like, whole. */
export const namePattern = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

/** Words of the language and of JavaScript objects; as names they would mean something else to a reader or a parser. */
const reserved: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'else',
  'each',
  'with',
  'lookup',
  'log',
  'as',
  'this',
  'true',
  'false',
  'null',
  'undefined',
  'helperMissing',
  'blockHelperMissing',
  'prototype',
  'arguments',
  'caller',
  'callee',
  ...Object.getOwnPropertyNames(Object.prototype),
])

/** True for names nobody may use, for example `constructor` or `__proto__`. */
export const isReservedName = (name: string): boolean => reserved.has(name)
