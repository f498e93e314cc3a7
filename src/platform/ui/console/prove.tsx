import { useEffect, useState } from 'react'
import { useHref, useT } from '../context.tsx'
import type { Api } from './api.ts'
import { AskDialog } from './ask.tsx'
import { ApiProvider, useAction, useGet } from './hooks.tsx'

/** Asks whoever is at the screen for the second factor; true when it was given. */
export type Prover = {
  readonly ask: () => Promise<boolean>
  /** Hears when somebody is to be asked, with what to call when they have answered. */
  readonly listen: (listener: (answer: (given: boolean) => void) => void) => () => void
}

/** Several actions that need it at the same time ask once. */
export const proverOf = (): Prover => {
  let listener: ((answer: (given: boolean) => void) => void) | undefined
  let asked: Promise<boolean> | undefined
  return {
    ask: () => {
      asked ??= new Promise<boolean>(resolve => {
        if (listener === undefined) resolve(false)
        else listener(resolve)
      }).finally(() => {
        asked = undefined
      })
      return asked
    },
    listen: next => {
      listener = next
      return () => {
        listener = undefined
      }
    },
  }
}

type Factor = { readonly since: string | null; readonly excused: boolean }

const Question = ({ onGiven }: { readonly onGiven: (given: boolean) => void }) => {
  const t = useT('account')
  const href = useHref()
  const factor = useGet<Factor>('/api/me/factor')
  const prove = useAction<string>(
    (code, { api, key }) => api.send('POST', '/api/me/prove', { code }, { key }),
    ['/api/me/factor'],
  )
  const state = factor.data
  if (state === undefined) return null
  const missing = state.since === null && !state.excused
  return (
    <AskDialog
      title={t('prove.title')}
      ok={missing ? t('factor.begin') : t('prove.go')}
      busy={prove.isPending}
      error={prove.error}
      onCancel={() => onGiven(false)}
      onAnswer={({ code = '' }) => {
        if (missing) window.open(href('/me/factor'), '_blank', 'noopener')
        else prove.mutate(code, { onSuccess: () => onGiven(true) })
      }}
      fields={
        missing || state.excused ? [] : [{ name: 'code', label: t('factor.code'), hint: t('factor.codeOrRecovery') }]
      }
    >
      <p className="why">{t(missing ? 'prove.missing' : state.excused ? 'prove.excused' : 'prove.why')}</p>
    </AskDialog>
  )
}

/**
 * Stands in front of what is sensitive: asks, and the action that waited goes on with all that was typed.
 * @param api calls that do not ask again
 */
export const ProveDialog = ({ prover, api }: { readonly prover: Prover; readonly api: Api }) => {
  const [answer, setAnswer] = useState<((given: boolean) => void) | null>(null)
  useEffect(() => prover.listen(next => setAnswer(() => next)), [prover])
  if (answer === null) return null
  return (
    <ApiProvider value={api}>
      <Question
        onGiven={given => {
          setAnswer(null)
          answer(given)
        }}
      />
    </ApiProvider>
  )
}
