import { Code } from './code.tsx'
import { Demo } from './demo.tsx'
import { Enrol, FactorStep, MyFactor, Prove, Recovery } from './factor.tsx'
import { AccountLink, Renew } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { SignIn } from './sign-in.tsx'
import { StaffSignIn } from './staff-sign-in.tsx'

export const views = {
  'account.sign-in': SignIn,
  'account.code': Code,
  'account.staff-sign-in': StaffSignIn,
  'account.demo': Demo,
  'account.sessions': Sessions,
  'account.factor-step': FactorStep,
  'account.enrol': Enrol,
  'account.recovery': Recovery,
  'account.factor': MyFactor,
  'account.prove': Prove,
  'account.renew': Renew,
  'account.link': AccountLink,
}
