import { Notice } from './public/notice.tsx'
import { Confirm, ConfirmCode } from './resident/confirm.tsx'
import { MyData } from './resident/my-data.tsx'

export const views = {
  'privacy.my-data': MyData,
  'privacy.confirm': Confirm,
  'privacy.confirm-code': ConfirmCode,
  'privacy.notice': Notice,
}
