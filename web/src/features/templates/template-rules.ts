// Answers: which types of templates may a role write? The templating service judges; the app only shows or hides by it.
import type { Role } from '@indoshopster/contracts/role'
import type { TemplateView } from '@indoshopster/contracts/templating/templating.endpoints'

/** Messages are sent by the shop's programs, so admins write them; quick replies are the agents' own. */
export function writableKinds(may: (role: Role) => boolean): TemplateView['kind'][] {
  if (may('admin')) return ['message', 'quick_reply']
  return may('agent') ? ['quick_reply'] : []
}
