import { Account } from './account.tsx'
import { Confirm } from './confirm.tsx'
import { Join } from './join.tsx'
import { RealName } from './real-name.tsx'
import { SignedOut } from './signed-out.tsx'

export const views = {
  'real-name.account': Account,
  'real-name.confirm': Confirm,
  'real-name.join': Join,
  'real-name.real-name': RealName,
  'real-name.signed-out': SignedOut,
}
