import type { Instant } from '../../../../kernel/time.ts'
import type { Said } from '../../../../platform/http/types.ts'
import { useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { ActivityFacts } from '../public/activity.tsx'
import { type Activity, Places } from '../public/list.tsx'
import { useWhen } from '../when.tsx'

export type ShiftProps = {
  readonly activity: Activity
  readonly shift: Activity['shifts'][number] | null
  readonly joined: boolean
  readonly said: readonly Said[]
  readonly errors: readonly FieldError[]
}

/** Signing up: the risk is read first (条例 12), and nobody is made to come (25). */
export const ShiftPage = ({ activity, shift, joined, said, errors }: ShiftProps) => {
  const t = useT('volunteering')
  const when = useWhen()
  return (
    <Shell
      failed={errors.length > 0}
      tab="/open/work-orders"
      back={{ href: `/open/volunteering/${activity.no}`, label: activity.title }}
    >
      <h1 className="serif">{activity.title}</h1>
      {shift !== null && (
        <p className="chips">
          <b>{when(shift.from as Instant, shift.to as Instant)}</b> <Places shift={shift} />
        </p>
      )}
      <ErrorSummary errors={errors} />
      <RefusalNotice said={said.filter(one => one.pointer === undefined)} />
      <ActivityFacts activity={activity} />
      {!joined ? (
        <Empty title={t('pages.shift.joinFirst')}>
          <LinkButton tone="primary" href="/my/volunteering/join">
            {t('pages.mine.join')}
          </LinkButton>
        </Empty>
      ) : (
        shift !== null &&
        !shift.cancelled && (
          <Form action={`/my/volunteering/shifts/${shift.id}`}>
            <Field
              kind="checkbox"
              name="risk"
              label={t('field.risk')}
              options={[{ value: 'true', label: t('pages.shift.read') }]}
              errors={errors}
            />
            <Button full>{t(shift.taken < shift.capacity ? 'pages.shift.do' : 'pages.shift.wait')}</Button>
            <p className="why after">{t('pages.shift.after')}</p>
          </Form>
        )
      )}
    </Shell>
  )
}
