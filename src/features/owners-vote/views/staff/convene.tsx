import { Button } from 'antd'
import { useState } from 'react'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useScans } from '../../../../platform/ui/console/scans.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { ITEMS } from '../../rules/state.ts'
import { Named } from '../public/named.tsx'
import { SOURCE } from './data.ts'

type Estates = { readonly items: readonly { readonly id: string; readonly name: string }[] }

const MOTIONS_MAX = 10
const FIRST = 1

const motionsOf = (answers: Readonly<Record<string, string>>): readonly object[] =>
  Array.from({ length: MOTIONS_MAX }, (_, index) => index + 1).flatMap(no => {
    const title = (answers[`title${no}`] ?? '').trim()
    return title === ''
      ? []
      : [{ item: Number(answers[`item${no}`] ?? '9'), title, text: (answers[`text${no}`] ?? '').trim() }]
  })

/** What is put to the owners: the estate, who decides, and the motions with their matter in law. */
export const Convene = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useT('owners-vote')
  const estates = useGet<Estates>(`${SOURCE}/estates`).data?.items
  const scans = useScans(t)
  const [count, setCount] = useState(FIRST)
  const convene = useAction<object>((body, { api, key }) => api.send('POST', SOURCE, body, { key }), [SOURCE])
  if (estates === undefined) return null
  const send = (answers: Readonly<Record<string, string>>): void => {
    const { estate, scope, building, stairwell, title, text, record } = answers
    const body = {
      estate,
      scope,
      building,
      stairwell,
      title,
      text,
      record,
      motions: JSON.stringify(motionsOf(answers)),
    }
    convene.mutate(scans.bodyOf(body as Record<string, string>), { onSuccess: onClose })
  }
  return (
    <AskDialog
      title={t('action.convene')}
      ok={t('action.convene')}
      error={convene.error}
      busy={convene.isPending}
      onCancel={onClose}
      onAnswer={send}
      fields={[
        {
          name: 'estate',
          kind: 'select',
          label: t('field.estate'),
          initial: estates[0]?.id ?? '',
          options: estates.map(({ id, name }) => ({ value: id, label: name })),
        },
        {
          name: 'scope',
          kind: 'select',
          label: t('field.scope'),
          initial: 'estate',
          options: ['estate', 'building', 'stairwell'].map(value => ({ value, label: t(`scope.${value}`) })),
        },
        { name: 'building', label: t('field.building'), hint: t('field.buildingHint'), optional: true },
        { name: 'stairwell', label: t('field.stairwell'), optional: true },
        { name: 'title', label: t('field.title') },
        { name: 'text', kind: 'long', label: t('field.text') },
        ...Array.from({ length: count }, (_, index) => index + 1).flatMap(
          no =>
            [
              { name: `title${no}`, label: t('field.motion', { no }), optional: no > FIRST },
              {
                name: `item${no}`,
                kind: 'select',
                label: t('field.item', { no }),
                initial: '9',
                options: ITEMS.map(item => ({ value: String(item), label: t(`item.${item}`) })),
              },
              { name: `text${no}`, kind: 'long', label: t('field.motionText', { no }), optional: true },
            ] as const,
        ),
        { name: 'record', label: t('field.record'), hint: t('field.recordOf.convene') },
        scans.field,
      ]}
    >
      <Named />
      <p className="why">{t('does.convene')}</p>
      {count < MOTIONS_MAX && (
        <Button size="small" onClick={() => setCount(count + 1)}>
          {t('action.addMotion')}
        </Button>
      )}
    </AskDialog>
  )
}
