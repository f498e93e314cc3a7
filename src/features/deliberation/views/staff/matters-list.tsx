import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { reasonsOf } from '../../../../platform/ui/console/ask.tsx'
import { useAction, useGet } from '../../../../platform/ui/console/hooks.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { THEMES } from '../../rules/kinds.ts'
import { MATTERS, type Matters } from './data.ts'

/** 镇街协商事项清单: what a town wants talked about; its communities read it, the town writes it. */
export const MattersList = ({ area, editable }: { readonly area: string; readonly editable: boolean }) => {
  const t = useT('deliberation')
  const matters = useGet<Matters>(MATTERS, { area }).data?.items ?? []
  const [text, setText] = useState('')
  const [theme, setTheme] = useState('other')
  const add = useAction<object>((body, { api, key }) => api.send('POST', MATTERS, body, { key }), [MATTERS])
  const take = useAction<string>(
    (id, { api, key }) => api.send('POST', `${MATTERS}/${id}/unlist`, {}, { key }),
    [MATTERS],
  )
  return (
    <form
      className="body-form"
      onSubmit={event => {
        event.preventDefault()
        add.mutate({ area, theme, text }, { onSuccess: () => setText('') })
      }}
    >
      <h2>{t('console.list')}</h2>
      <RefusalNotice said={[...reasonsOf(add.error), ...reasonsOf(take.error)]} />
      {matters.length === 0 && <p className="meta">{t('console.noneListed')}</p>}
      <ul className="plain-list">
        {matters.map(matter => (
          <li key={matter.id}>
            <b>{t(`theme.${matter.theme}`)}</b> {matter.text}{' '}
            {editable && (
              <Button
                size="small"
                aria-label={`${t('console.unlist')} ${matter.text}`}
                onClick={() => take.mutate(matter.id)}
              >
                {t('console.unlist')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <>
          <div className="body-part">
            <label htmlFor="matter-theme">{t('field.theme')}</label>
            <Select
              id="matter-theme"
              aria-label={t('field.theme')}
              value={theme}
              onChange={setTheme}
              options={THEMES.map(value => ({ value, label: t(`theme.${value}`) }))}
            />
          </div>
          <div className="body-part">
            <label htmlFor="matter-text">{t('console.matterText')}</label>
            <Input id="matter-text" value={text} maxLength={200} onChange={event => setText(event.target.value)} />
          </div>
          <Button htmlType="submit" loading={add.isPending}>
            {t('console.addMatter')}
          </Button>
        </>
      )}
    </form>
  )
}
