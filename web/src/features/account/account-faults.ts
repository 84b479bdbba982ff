// Answers: which field of a new account is a refusal about?
import { problemCode, problemText } from '../../api/problem.ts'

export type AccountField = 'workspaceName' | 'name' | 'email' | 'password'
export interface AccountFault {
  code: string
  text: string
}

const beginnings: Record<AccountField, string> = {
  workspaceName: 'workspace_name_',
  name: 'name_',
  email: 'email_',
  password: 'password_',
}

/** What a failed call says, with its code. */
export const accountFault = (error: unknown): AccountFault => ({
  code: problemCode(error),
  text: problemText(error),
})

/** The refusal's words when it is about this field. */
export const faultOf = (field: AccountField, fault: AccountFault | null): string | null =>
  fault?.code.startsWith(beginnings[field]) ? fault.text : null
