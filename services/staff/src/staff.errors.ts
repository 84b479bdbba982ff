// Owns what staff refuses: each code with the sentence that says what to do.

export const staffErrors = {
  sign_up_closed: 'Sign-up is closed here. Ask the operator for an account.',
  email_taken: 'There is an account with this e-mail address already. Sign in instead.',
  email_invalid: 'Write an e-mail address like name@example.com.',
  password_too_short: 'Choose a password of at least 10 characters.',
  password_too_weak:
    'Choose a password that is not your e-mail address, not one character again and again, and not one everybody guesses.',
  name_invalid: 'Write your name, 1 to 60 characters on one line.',
  workspace_name_invalid: 'Write the name of your business, 1 to 60 characters on one line.',
  sign_in_failed: 'E-mail address and password do not fit together. Check both and try again.',
  sign_in_throttled: 'Too many tries for this e-mail address. Wait a moment and try again.',
  not_signed_in: 'You are not signed in, or not any more. Sign in again.',
  account_closed: 'Your account is closed. Ask an owner of your workspace to open it again.',
  account_not_found: 'There is no such account in your workspace. Reload the page.',
  role_forbidden: 'Your role does not allow this. Ask an owner of your workspace.',
  last_owner: 'This is the last owner. Make somebody else an owner first.',
  invitation_not_found: 'This invitation was used, taken back, or is too old. Ask for a new link.',
  password_wrong: 'This is not your password now. Check it and try again.',
  read_model_behind: 'The list is a moment behind. Try again.',
} as const
