import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import type { Problem } from '../../../../platform/ui/console/api.ts'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { LIST, type Shown } from './data.ts'
import { pathOf } from './deeds.ts'

/** What was pressed: the verb, its body, and the version of the order the person had before them. */
export type Doing = {
  readonly verb: string
  readonly body: Readonly<Record<string, unknown>> | FormData
  readonly version: number
  /** What makes one press differ from another, where the body cannot be compared. */
  readonly mark?: string
}

const STALE = 412

/** Does deeds to one order. A refusal stays until the next press; one about the version also says so by `stale`. */
export const useDeed = ({ order }: Shown) => {
  const t = useT('work-order')
  const { message } = App.useApp()
  const client = useQueryClient()
  const [refused, setRefused] = useState<{ readonly verb: string; readonly problem: Problem } | null>(null)
  const action = useAction<Doing>(
    ({ verb, body, version }, { api, key }) =>
      api.send('POST', `${LIST}/${order.id}/${pathOf(verb)}`, body, { key, ifMatch: `"${version}"` }),
    [LIST],
  )
  const run = async (doing: Doing): Promise<boolean> => {
    setRefused(null)
    try {
      await action.mutateAsync(doing)
      message.success(t('console.done', { action: t(`action.${doing.verb}`), no: order.no.slice(-4) }))
      return true
    } catch (error) {
      const { problem } = error as { readonly problem?: Problem }
      if (problem === undefined) throw error
      // What the person sees may be why: it is asked for again, and shown with the reason.
      await client.invalidateQueries({ predicate: query => String(query.queryKey[0]).startsWith(LIST) })
      setRefused({ verb: doing.verb, problem })
      return false
    }
  }
  return {
    run,
    busy: action.isPending,
    refused,
    stale: refused?.problem.status === STALE,
    clear: () => setRefused(null),
  }
}

export type DeedTools = ReturnType<typeof useDeed>
