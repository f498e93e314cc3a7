import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import type { Translate } from '../../../../platform/i18n/types.ts'
import { AskDialog } from '../../../../platform/ui/console/ask.tsx'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import type { DialogProps, Failure, RowAction } from '../../../../platform/ui/console/list-types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { type Item, LIST } from './data.ts'
import { UnitFinder } from './finders.tsx'

type Result = {
  readonly id: string
  readonly ok: boolean
  readonly why: { readonly title: string; readonly detail: string; readonly next: string } | null
}
type Body = Readonly<Record<string, unknown>>

/** The rows that were not done, by their numbers. */
const failuresOf = (rows: readonly Item[], results: readonly Result[]): readonly Failure[] =>
  results.flatMap(({ id, why }) =>
    why === null
      ? []
      : [{ name: rows.find(row => row.id === id)?.no ?? id, reason: why.detail || why.title, next: why.next }],
  )

/** Which unit for all of them. Where all suggest the same one, it is chosen already. */
const UnitDialog = ({ rows, onDone, onCancel }: DialogProps<Item, Body>) => {
  const t = useT('work-order')
  const proposed = [
    ...new Map(
      rows.flatMap(({ suggested }) => (suggested === null ? [] : [[suggested.id, suggested] as const])),
    ).values(),
  ]
  const [chosen, setChosen] = useState<readonly string[]>(proposed.length === 1 ? proposed.map(({ id }) => id) : [])
  const [lead] = chosen
  const form = useRef<HTMLFormElement>(null)
  const done = (): void => {
    if (lead !== undefined) onDone({ lead })
  }
  return (
    <Modal
      open
      title={t('console.batch.dispatch', { count: rows.length })}
      onCancel={onCancel}
      afterOpenChange={shown => {
        if (shown) form.current?.querySelector('input')?.focus()
      }}
      footer={
        <>
          <Button onClick={onCancel}>{t('console.cancel')}</Button>
          <Button type="primary" disabled={lead === undefined} onClick={done}>
            {t('action.dispatch')} <kbd>Ctrl Enter</kbd>
          </Button>
        </>
      }
    >
      <form
        ref={form}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) done()
        }}
        onSubmit={event => event.preventDefault()}
      >
        <UnitFinder
          label={t('console.field.lead')}
          known={proposed.map(({ id, name, why }) => ({ value: id, label: `${name} · ${why}` }))}
          value={chosen}
          onChange={setChosen}
        />
      </form>
    </Modal>
  )
}

/**
 * What the topic is called and about, in words everybody may read: those of the callers are not handed on. It is sent
 * from here, so that nothing typed is lost when it is refused.
 */
const TopicDialog = ({ rows, onDone, onCancel }: DialogProps<Item, Body>) => {
  const t = useT('work-order')
  const send = useAction<object>((body, { api, key }) => api.send('POST', `${LIST}/hand-on`, body, { key }), [LIST])
  return (
    <AskDialog
      title={t('console.handOn.title', { count: rows.length })}
      ok={t('console.handOn.do')}
      error={send.error}
      busy={send.isPending}
      onCancel={onCancel}
      onAnswer={words => send.mutate({ ...words, ids: rows.map(({ id }) => id) }, { onSuccess: () => onDone({}) })}
      fields={[
        { name: 'title', label: t('console.handOn.name') },
        { name: 'text', kind: 'long', label: t('console.handOn.text'), hint: t('console.handOn.hint') },
      ]}
    >
      <p className="why">{t('console.handOn.why')}</p>
    </AskDialog>
  )
}

/** Many orders become one topic: done in the dialog, all of them or none. */
const handOn = (t: Translate): RowAction<Item, Body> => ({
  id: 'hand-on',
  label: t('work-order:console.handOn.do'),
  key: 't',
  batch: 'only',
  dialog: TopicDialog,
  run: async () => undefined,
  many: async () => [],
})

const action = (t: Translate, verb: string, key: string, steps: readonly string[]): RowAction<Item, Body> => ({
  id: verb,
  label: t(`work-order:action.${verb}`),
  key,
  batch: 'only',
  may: row => steps.length === 0 || steps.includes(row.step),
  ...(verb === 'dispatch' ? { dialog: UnitDialog, tone: 'primary' as const } : {}),
  run: (row, input, { api, key: once }) =>
    api.send('POST', `${LIST}/${row.id}/${verb}`, input ?? {}, { key: once, ifMatch: `"${row.version}"` }),
  many: async (rows, input, { api, key: once }) => {
    const body = { verb, ids: rows.map(({ id }) => id), body: input ?? {} }
    const { results } = await api.send<{ readonly results: readonly Result[] }>('POST', `${LIST}/batch`, body, {
      key: once,
    })
    return failuresOf(rows, results)
  },
})

/** What can be done to many orders at once by whoever holds these roles. */
export const batchActions = (t: Translate, roles: ReadonlySet<string>): readonly RowAction<Item, never>[] => {
  const desk = roles.has('deskOperator') || roles.has('deskLead')
  const unit = roles.has('unitLead') || roles.has('unitHandler')
  return [
    ...(desk ? [action(t, 'admit', 'a', ['received']), action(t, 'dispatch', 'd', ['queued'])] : []),
    ...(unit ? [action(t, 'sign', 's', ['dispatched'])] : []),
    ...(desk ? [action(t, 'remind', 'u', []), action(t, 'archive', 'f', ['followed-up']), handOn(t)] : []),
  ]
}
