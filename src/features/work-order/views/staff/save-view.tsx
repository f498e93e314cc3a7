import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useAction } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { useRoles } from './data.ts'

export const VIEWS = '/api/work-order-views'

/** Keeps the filters as they are under a name: one's own, or by the head of the desk for the whole desk. */
export const SaveView = ({ filters }: { readonly filters: Readonly<Record<string, string>> }) => {
  const t = useT('work-order')
  const roles = useRoles()
  const [open, setOpen] = useState(false)
  const [shared, setShared] = useState(false)
  const query = new URLSearchParams(filters).toString()
  const save = useAction<{ readonly name: string; readonly query: string; readonly role: string | null }>(
    (body, { api, key }) => api.send('POST', VIEWS, body, { key }),
    [VIEWS],
  )
  const keep = (name: string): void => {
    if (name.trim() !== '')
      save.mutate(
        { name: name.trim(), query, role: shared ? 'deskOperator' : null },
        { onSuccess: () => setOpen(false) },
      )
  }
  return (
    <Popover
      open={open}
      onOpenChange={next => {
        setOpen(next)
        save.reset()
      }}
      trigger="click"
      destroyOnHidden
      content={
        <div className="save-view">
          <Input
            autoFocus
            maxLength={20}
            aria-label={t('console.view.name')}
            placeholder={t('console.view.name')}
            onPressEnter={event => keep(event.currentTarget.value)}
          />
          {roles.has('deskLead') && (
            <Checkbox checked={shared} onChange={event => setShared(event.target.checked)}>
              {t('console.view.shared')}
            </Checkbox>
          )}
          {save.isError && (
            <p className="failed" role="alert">
              {save.error.problem.title} {save.error.problem.next}
            </p>
          )}
        </div>
      }
    >
      <Button>{t('console.view.save')}</Button>
    </Popover>
  )
}
