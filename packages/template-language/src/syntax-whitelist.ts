// Owns the whitelist over Handlebars' syntax tree: whatever is not named here is refused, whatever the parser learns.
import { type FaultCode, faultAt, faultDetails, type TemplateFault } from './template-fault.ts'
import { isReservedName, MAX_NESTING, namePattern } from './template-limits.ts'

export interface SyntaxFindings {
  readonly names: ReadonlySet<string>
  /** True when some text would show whatever the values are. */
  readonly hasText: boolean
  readonly faults: readonly TemplateFault[]
}

/** Walks the tree of `body`; collects the names it uses and everything that is not whitelisted. */
export function judgeSyntax(body: string, program: hbs.AST.Program): SyntaxFindings {
  const names = new Set<string>()
  const faults: TemplateFault[] = []
  let hasText = false

  const refuse = (code: FaultCode, node: hbs.AST.Node) => {
    // The parser counts columns from 0; a tree without places can only come from elsewhere.
    const at = node.loc as hbs.AST.SourceLocation | undefined
    if (at)
      faults.push({ code, line: at.start.line, column: at.start.column + 1, detail: faultDetails[code] })
    else faults.push(faultAt(body, 0, code))
  }

  const useName = (expression: hbs.AST.Expression, node: hbs.AST.Node) => {
    const name = plainName(expression)
    if (name === null || !namePattern.test(name)) refuse('template_variable_name_invalid', node)
    else if (isReservedName(name)) refuse('template_variable_name_reserved', node)
    else names.add(name)
  }

  const walk = (statements: readonly hbs.AST.Statement[], depth: number) => {
    for (const statement of statements) {
      if (isText(statement)) hasText ||= statement.value.trim() !== ''
      else if (isMustache(statement)) {
        if (!statement.escaped) refuse('template_raw_output', statement)
        else if (isCalled(statement)) refuse('template_variable_name_invalid', statement)
        else useName(statement.path, statement)
      } else if (isBlock(statement)) walkBlock(statement, depth + 1)
      else if (statement.type !== 'CommentStatement') refuse('template_syntax', statement)
    }
  }

  const walkBlock = (block: hbs.AST.BlockStatement, depth: number) => {
    const word = plainName(block.path)
    const [condition, ...more] = block.params
    // Optional in what the parser answers, whatever its types say.
    const main = block.program as hbs.AST.Program | undefined
    const inverse = block.inverse as (hbs.AST.Program & { chained?: boolean }) | undefined
    if (word !== 'if' && word !== 'unless') refuse('template_block_unknown', block)
    else if (!condition || more.length > 0 || hasHash(block)) refuse('template_block_name', block)
    else if (!main || main.blockParams?.length || inverse?.chained) refuse('template_else_misplaced', block)
    else if (depth > MAX_NESTING) refuse('template_too_deep', block)
    else {
      useName(condition, block)
      walk(main.body, depth)
      if (inverse) walk(inverse.body, depth)
    }
  }

  walk(program.body, 0)
  return { names, hasText, faults }
}

/** The name of a path that is written as one plain part, without dots, `this`, `../` or `@`; null for anything else. */
function plainName(expression: hbs.AST.Expression | hbs.AST.Literal): string | null {
  if (expression.type !== 'PathExpression') return null
  // Proven by its type on the line above.
  const path = expression as hbs.AST.PathExpression
  const [name] = path.parts
  return path.parts.length === 1 && path.original === name ? name : null
}

const hasHash = (node: { hash?: hbs.AST.Hash }): boolean => (node.hash?.pairs.length ?? 0) > 0
const isCalled = (node: hbs.AST.MustacheStatement): boolean => node.params.length > 0 || hasHash(node)
const isText = (node: hbs.AST.Statement): node is hbs.AST.ContentStatement => node.type === 'ContentStatement'
const isMustache = (node: hbs.AST.Statement): node is hbs.AST.MustacheStatement =>
  node.type === 'MustacheStatement'
const isBlock = (node: hbs.AST.Statement): node is hbs.AST.BlockStatement => node.type === 'BlockStatement'
