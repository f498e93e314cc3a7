import { z } from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { api, type Route } from '../../platform/http/types.ts'
import { pendingSecret } from '../../platform/identity/factor.ts'
import { peekHalf } from '../../platform/identity/half.ts'
import { usernameOfParty } from '../../platform/identity/staff.ts'
import { addressOf } from '../../platform/identity/totp.ts'
import { factorBody, passwordBody, presentMe, staffBody, step } from './api.ts'
import { access } from './policy.ts'
import { enrolHalf, giveFactor, renewPassword, type Step, signInWorker } from './staff-commands.ts'

const FACTOR_TAGS = ['half-over', 'account-locked', 'factor-wrong', 'factor-replayed', 'too-many']

const presentStep = (reached: Step): z.input<typeof step> => ({ ...presentMe(reached.actor), step: reached.step })

/** Signing in as staff by the API: the same steps as the pages, with the half session in its own cookie. */
export const staffApiRoutes: readonly Route[] = [
  api({
    id: 'account.staff-sign-in',
    method: 'POST',
    path: '/api/staff/sign-in',
    summary: '工作人员用账号和密码登录;要动态验证码的,下一步再交',
    access: access('signIn'),
    body: staffBody,
    answer: step,
    refuses: ['sign-in-braked', 'account-locked', 'sign-in-wrong', 'sign-in-busy', 'too-many'],
    handler: async (ctx, { body }) => {
      const answer = await signInWorker(ctx, body)
      return answer.ok ? ok(presentStep(answer.value)) : answer
    },
  }),
  api({
    id: 'account.staff-sign-in-code',
    method: 'POST',
    path: '/api/staff/sign-in/code',
    summary: '登录第二步:动态验证码,或一个恢复码',
    access: access('signIn'),
    body: factorBody,
    answer: step,
    refuses: FACTOR_TAGS,
    handler: async (ctx, { body }) => {
      const answer = await giveFactor(ctx, body.code)
      return answer.ok ? ok(presentStep(answer.value)) : answer
    },
  }),
  api({
    id: 'account.staff-sign-in-secret',
    method: 'GET',
    path: '/api/staff/sign-in/enrol',
    summary: '登录时首次设置动态验证码:密钥',
    access: access('signIn'),
    answer: z.object({ secret: z.string(), address: z.string().describe('验证器应用扫的内容') }),
    refuses: ['half-over'],
    handler: async ({ system: db, vault, half, now, city }) => {
      const open = await peekHalf(db, half, now)
      const secret = open?.needs[0] === 'enrol' ? await pendingSecret(db, vault, open.party) : undefined
      if (open === undefined || secret === undefined) return refuse([{ tag: 'half-over' }])
      return ok({ secret, address: addressOf(secret, city.name, (await usernameOfParty(db, open.party)) ?? '') })
    },
  }),
  api({
    id: 'account.staff-sign-in-enrol',
    method: 'POST',
    path: '/api/staff/sign-in/enrol',
    summary: '登录时首次设置动态验证码:用一个验证码确认,恢复码只给这一次',
    access: access('signIn'),
    body: factorBody,
    answer: step.extend({ recoveryCodes: z.array(z.string()) }),
    refuses: [...FACTOR_TAGS, 'factor-set', 'factor-not-begun'],
    handler: async (ctx, { body }) => {
      const answer = await enrolHalf(ctx, body.code)
      return answer.ok ? ok({ ...presentStep(answer.value), recoveryCodes: [...answer.value.recoveryCodes] }) : answer
    },
  }),
  api({
    id: 'account.staff-sign-in-password',
    method: 'POST',
    path: '/api/staff/sign-in/password',
    summary: '登录时更换到期的密码',
    access: access('signIn'),
    body: passwordBody,
    answer: step,
    refuses: [
      'half-over',
      'sign-in-busy',
      'password-short',
      'password-long',
      'password-common',
      'password-username',
      'password-plain',
      'password-kinds',
      'password-same',
    ],
    handler: async (ctx, { body }) => {
      const answer = await renewPassword(ctx, body.password)
      return answer.ok ? ok(presentStep(answer.value)) : answer
    },
  }),
]
