// Owns turning a quick reply into the words that go into the composer; parts that come and go are the server's business.
import { previewTemplate } from '../templates/templates.api.ts'
import { filled, hasBlocks } from './quick-reply-values.ts'

/** The text with its gaps filled; an empty value hides an optional part. Throws ProblemError. */
export async function renderQuickReply(body: string, values: Record<string, string>): Promise<string> {
  if (!hasBlocks(body)) return filled(body, values)
  const { text } = await previewTemplate(body, values, new AbortController().signal)
  return text ?? filled(body, values)
}
