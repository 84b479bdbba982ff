// Owns what templating refuses: each code with the sentence that says what to do.

export const templatingErrors = {
  template_not_found: 'There is no template with this id; take one from the list of templates.',
  template_invalid: 'The text has faults; each one says line, column and what to do.',
  template_name_invalid: 'Give the template a name of 1 to 60 characters on one line.',
  template_changed_meanwhile: 'Others kept changing this template; look at it again and save once more.',
  read_model_behind: 'What you ask for is not readable yet; ask again in a moment.',
  role_forbidden: 'Templates that partners send are for admins and owners. Ask one of them.',
} as const
