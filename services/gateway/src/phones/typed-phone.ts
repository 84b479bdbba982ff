// Owns refusing what staff typed as a phone number, with a sentence that says what to type.
import { Problem, pointer } from '../http/problem.ts'
import { phoneDigits } from './phone-number.ts'
import { typedDigits } from './typed-phone.model.ts'

/** Digits with country code. Throws Problem `phone_number_invalid`. */
export function typedPhone(text: string): string {
  const digits = typedDigits(text)
  if (digits === null) throw refused('Type digits, like 0812 3456 7890 or +62 812 3456 7890.')
  const phone = phoneDigits(digits)
  if (phone === null) {
    throw refused(
      'No number of that country is this long. Check the digits, or begin with + and a country code.',
    )
  }
  return phone
}

function refused(detail: string): Problem {
  const errors = [{ code: 'invalid', pointer: pointer('phone'), detail }]
  return new Problem('phone_number_invalid', { detail, errors })
}
