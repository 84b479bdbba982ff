// Owns what the session service refuses, each with a sentence that says what to do. Pure.

export const sessionErrors = {
  session_not_found: 'There is no such number in this workspace; list the numbers and take one of their ids.',
  session_name_invalid: 'Give the number a name of 1 to 60 characters.',
  session_already_linked: 'This number is linked already; log it out first to link another phone.',
  phone_number_invalid: 'Write the number with its country code, digits only, for example 6281234567890.',
  recipient_not_on_whatsapp: 'This phone number is not on WhatsApp; check the digits and the country code.',
  recipient_is_sender: 'This is the phone number of the sender itself; choose somebody else to write to.',
  session_unavailable:
    'The number is not connected now, so WhatsApp cannot be asked; try again once it is online.',
  number_restricted:
    'WhatsApp restricts new chats of this number for now; answer people who have written, or choose another number.',
  read_model_behind: 'The list of numbers is still catching up; ask again in a moment.',
} as const

export type SessionErrorCode = keyof typeof sessionErrors
