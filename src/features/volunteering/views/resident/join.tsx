import type { Said } from '../../../../platform/http/types.ts'
import { useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field, type Option } from '../../../../platform/ui/parts/field.tsx'
import { Button, ErrorSummary, type FieldError, Form, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { Empty } from '../../../../platform/ui/parts/list.tsx'
import { RefusalNotice } from '../../../../platform/ui/parts/refusal.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { LANGUAGES, REACHES, SKILLS, SLOTS, TOPICS } from '../../rules/kinds.ts'

export type JoinProps = {
  /** Whether they are in the register: then the page changes what was entered. */
  readonly known: boolean
  readonly level: string
  readonly towns: readonly Option[]
  readonly town: { readonly path: string; readonly name: string } | null
  readonly places: readonly Option[]
  readonly typed: Readonly<Record<'area' | 'reach' | 'publish', string>>
  readonly ticked: Readonly<Record<'skills' | 'languages' | 'wishes' | 'slots', readonly string[]>>
  readonly errors: readonly FieldError[]
  readonly said: readonly Said[]
}

const PATH = '/my/volunteering/join'

/** Joining the register, or changing what one said: the town first, then the rest, without script. */
export const JoinVolunteers = (props: JoinProps) => {
  const t = useT('volunteering')
  const verified = props.level === 'L2' || props.level === 'L3'
  return (
    <Shell
      failed={props.errors.length > 0}
      tab="/my/reports"
      back={{ href: '/my/volunteering', label: t('pages.mine.title') }}
    >
      <h1>{t(props.known ? 'pages.join.change' : 'pages.join.title')}</h1>
      <ErrorSummary errors={props.errors} />
      <RefusalNotice said={props.said} />
      {!verified && !props.known ? (
        <Empty title={t('pages.join.verify')}>
          <LinkButton tone="primary" href="/me/account">
            {t('pages.join.toVerify')}
          </LinkButton>
        </Empty>
      ) : props.town === null ? (
        <Town {...props} />
      ) : (
        <Profile {...props} />
      )}
    </Shell>
  )
}

const Town = ({ towns }: JoinProps) => {
  const t = useT('volunteering')
  const href = useHref()
  return (
    <form method="get" action={href(PATH)}>
      <p className="lead">{t('pages.join.lead')}</p>
      <Field kind="select" name="town" label={t('field.town')} options={towns} />
      <Button full>{t('pages.join.on')}</Button>
    </form>
  )
}

const PARTS = ['morning', 'afternoon', 'evening'] as const

const Profile = ({ known, town, places, typed, ticked, errors }: JoinProps) => {
  const t = useT('volunteering')
  const href = useHref()
  const boxes = (name: 'skills' | 'languages' | 'wishes', group: string, values: readonly string[]) => (
    <Field
      kind="checkbox"
      name={name}
      label={t(`field.${name}`)}
      options={values.map(value => ({ value, label: t(`${group}.${value}`) }))}
      values={ticked[name]}
      errors={errors}
      optional
    />
  )
  return (
    <Form action={PATH} draft="volunteer">
      <p>
        {town?.name} <a href={href(`${PATH}?town=0`)}>{t('pages.join.other')}</a>
      </p>
      <Field
        kind="select"
        name="area"
        label={t('field.community')}
        options={places}
        value={typed.area}
        errors={errors}
      />
      {boxes('skills', 'skill', SKILLS)}
      {boxes('languages', 'language', LANGUAGES)}
      {boxes('wishes', 'topic', TOPICS)}
      <Field
        kind="checkbox"
        name="slots"
        label={t('field.slots')}
        hint={t('pages.join.slotsHint')}
        options={Array.from({ length: SLOTS }, (_, at) => (at + 3) % SLOTS).map(slot => ({
          value: String(slot),
          label: `${t(`weekday.${Math.floor(slot / 3)}`)} ${t(`part.${PARTS[slot % 3]}`)}`,
        }))}
        values={ticked.slots}
        errors={errors}
        optional
      />
      <Field
        kind="radio"
        name="reach"
        label={t('field.reach')}
        options={REACHES.map(value => ({ value, label: t(`reach.${value}`) }))}
        value={typed.reach === '' ? 'community' : typed.reach}
        errors={errors}
      />
      <Field
        kind="checkbox"
        name="publish"
        label={t('field.publish')}
        hint={t('pages.join.publishHint')}
        options={[{ value: 'true', label: t('pages.join.publish') }]}
        values={typed.publish === 'true' ? ['true'] : []}
        errors={errors}
        optional
      />
      <Button full>{t(known ? 'pages.join.save' : 'pages.join.do')}</Button>
      <p className="why after">{t('pages.join.after')}</p>
    </Form>
  )
}
