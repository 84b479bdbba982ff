// Owns what the session service refuses, each with a sentence that says what to do. Pure.

export const sessionErrors = {
  session_not_found: 'There is no such number in this workspace; list the numbers and take one of their ids.',
  session_name_invalid: 'Give the number a name of 1 to 60 characters.',
  session_already_linked: 'This number is linked already; log it out first to link another phone.',
  read_model_behind: 'The list of numbers is still catching up; ask again in a moment.',
} as const

export type SessionErrorCode = keyof typeof sessionErrors
