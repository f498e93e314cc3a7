import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { type ListEditor, listValuePage } from './list-value.tsx'
import { RuleValues } from './rule-values.tsx'
import { useEntering } from './use-operator.ts'

const Side = () => {
  const t = useT('locality')
  const { plain, security } = useEntering()
  return plain || security ? (
    <SideGroup title={t('staff.side')}>
      <SideLink href="/console/rule-values">{t('name')}</SideLink>
    </SideGroup>
  ) : null
}

/** @param editors of values that are lists, by key: each from the slice that declares the value */
export const localityConsole = (editors: Readonly<Record<string, ListEditor>>): ConsoleModule => ({
  id: 'locality',
  pages: [
    { path: '/console/rule-values', page: RuleValues },
    ...Object.entries(editors).map(([key, Rows]) => ({
      path: `/console/rule-values/${key}`,
      page: listValuePage(key, Rows),
    })),
  ],
  Side,
})
