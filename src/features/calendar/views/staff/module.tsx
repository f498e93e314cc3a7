import type { ConsoleModule } from '../../../../platform/ui/console/module.ts'
import { SideGroup, SideLink } from '../../../../platform/ui/console/shell.tsx'
import { useT } from '../../../../platform/ui/context.tsx'
import { ImportNotice } from './import.tsx'
import { useIsOperator } from './use-operator.ts'
import { CalendarYears } from './years.tsx'

const Side = () => {
  const t = useT('calendar')
  return useIsOperator() ? (
    <SideGroup>
      <SideLink href="/console/calendar">{t('staff.title')}</SideLink>
    </SideGroup>
  ) : null
}

export const calendarConsole: ConsoleModule = {
  id: 'calendar',
  pages: [
    { path: '/console/calendar', page: CalendarYears },
    { path: '/console/calendar/import', page: ImportNotice },
  ],
  Side,
}
