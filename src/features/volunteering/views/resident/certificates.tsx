import { dateOf, plusDays } from '../../../../kernel/time.ts'
import { useFormat, useHref, useNow, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { Button, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { List, ListRow } from '../../../../platform/ui/parts/list.tsx'
import type { ShownMine } from '../../mine.ts'
import { useHours } from '../when.tsx'

const YEAR_DAYS = 365

/** Training, honours, certificates that were issued, and asking for one. */
export const MyCertificates = ({ mine }: { readonly mine: ShownMine }) => {
  const t = useT('volunteering')
  const { date } = useFormat()
  const href = useHref()
  const hours = useHours()
  const today = dateOf(useNow())
  return (
    <>
      {mine.training.length + mine.honours.length > 0 && (
        <section>
          <h2>{t('pages.mine.record')}</h2>
          <List>
            {mine.training.map(({ id, course, on, until }) => (
              <ListRow
                key={id}
                title={t(`course.${course}`)}
                meta={until === null ? date(on) : t('pages.check.span', { from: date(on), to: date(until) })}
              />
            ))}
            {mine.honours.map(({ id, name, by, on }) => (
              <ListRow key={id} title={name} meta={`${by} · ${date(on)}`} />
            ))}
          </List>
        </section>
      )}
      <section>
        <h2>{t('certificate.title')}</h2>
        <List>
          {mine.certificates.map(one => (
            <ListRow
              key={one.id}
              title={one.no}
              aside={hours(one.minutes)}
              meta={t('pages.mine.certificate', { from: date(one.from), to: date(one.to), code: one.code })}
            >
              <LinkButton href={`/my/volunteering/certificates/${one.id}`} download>
                {t('pages.mine.download')}
              </LinkButton>
            </ListRow>
          ))}
        </List>
        <Form action="/my/volunteering/certificates">
          <Field kind="date" name="from" label={t('field.from')} value={plusDays(today, -YEAR_DAYS)} />
          <Field kind="date" name="to" label={t('field.to')} value={today} />
          <Button tone="plain">{t('pages.mine.issue')}</Button>
        </Form>
        <p className="why">
          {t('certificate.free')} <a href={href('/open/volunteer-certificates')}>{t('pages.check.title')}</a>
        </p>
      </section>
    </>
  )
}
