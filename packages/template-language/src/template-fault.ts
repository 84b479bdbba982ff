// Owns what can be wrong with a template: every code with the sentence that says what to do.

export const faultDetails = {
  template_empty: 'The template renders nothing. Write the text your customer should read.',
  template_too_long: 'The template is longer than 4,096 characters. Shorten it.',
  template_control_character: 'There is an invisible control character here. Delete it.',
  template_tag_unclosed: 'This {{ is never closed. Add }} after the name.',
  template_escape: 'A backslash in front of {{ is not supported. Remove the backslash.',
  template_raw_output: 'Write {{name}} with exactly two braces on each side; text is never escaped.',
  template_partial: 'Templates cannot include other templates. Write the text here.',
  template_decorator:
    'Tags that begin with * are not supported. Use {{name}}, {{#if name}} or {{#unless name}}.',
  template_strip: 'A ~ inside a tag is not supported. Remove it.',
  template_block_unknown: 'Only {{#if name}} and {{#unless name}} can open a block.',
  template_block_name: 'Name one value after if or unless, for example {{#if name}}.',
  template_block_unclosed: 'This block is never closed. Add {{/if}} or {{/unless}} where it should end.',
  template_close_misplaced:
    'This closes a block that is not open here. Remove it or close the inner block first.',
  template_else_misplaced:
    '{{else}} belongs once between an opening and a closing tag, and takes no condition.',
  template_too_deep: 'Blocks are nested more than 5 deep. Use fewer conditions inside each other.',
  template_variable_name_invalid:
    'A name has 1 to 64 letters, digits or _ and does not begin with a digit; no dots, spaces, quotes or values.',
  template_variable_name_reserved: 'This name is reserved. Choose another one.',
  template_syntax: 'This cannot be read as a template. Check the tags around here.',
} as const

export type FaultCode = keyof typeof faultDetails

/** One fault; line and column count from 1, columns in UTF-16 units. */
export interface TemplateFault {
  readonly code: FaultCode
  readonly line: number
  readonly column: number
  readonly detail: string
}

/** A fault at a place of the text. */
export function faultAt(body: string, index: number, code: FaultCode): TemplateFault {
  const before = body.slice(0, index)
  const line = before.split('\n').length
  const column = index - before.lastIndexOf('\n')
  return { code, line, column, detail: faultDetails[code] }
}
