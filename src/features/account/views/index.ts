import { Code } from './code.tsx'
import { Demo } from './demo.tsx'
import { Sessions } from './sessions.tsx'
import { SignIn } from './sign-in.tsx'
import { StaffSignIn } from './staff-sign-in.tsx'

export const views = {
  'account.sign-in': SignIn,
  'account.code': Code,
  'account.staff-sign-in': StaffSignIn,
  'account.demo': Demo,
  'account.sessions': Sessions,
}
