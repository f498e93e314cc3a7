import type { Said } from '../../http/types.ts'
import { useHref, useT } from '../context.tsx'
import type { ShownObjection } from '../objections.ts'
import { Field } from './field.tsx'
import { Button, type FieldError, Form } from './form.tsx'
import { RefusalNotice } from './refusal.tsx'

/** What was tried on a page and did not work. */
export type Tried = { readonly said: readonly Said[]; readonly errors: readonly FieldError[]; readonly note: string }

/** Namespace of a slice's messages, which has `pages.objections` and `pages.object`. */
type Space = { readonly space: string }

export const ObjectionLine = ({ space, objection }: Space & { readonly objection: ShownObjection }) => {
  const t = useT(space)
  return (
    <li>
      <b>{t('pages.objections.one', { seq: objection.seq })}</b> {t(`pages.objections.${objection.state}`)}
      {objection.text !== null && <p className="words">{objection.text}</p>}
      {objection.answer !== null && <p>{t('pages.objections.answer', { answer: objection.answer })}</p>}
    </li>
  )
}

/** Objections to what is posted, and their answers; nothing while there are none. */
export const Objections = ({ space, objections }: Space & { readonly objections: readonly ShownObjection[] }) => {
  const t = useT(space)
  if (objections.length === 0) return null
  return (
    <section id="objections">
      <h2>{t('pages.objections.title', { count: objections.length })}</h2>
      <p className="why">{t('pages.objections.why')}</p>
      <ul className="plain-list">
        {objections.map(objection => (
          <ObjectionLine key={objection.seq} space={space} objection={objection} />
        ))}
      </ul>
    </section>
  )
}

/**
 * Objects to what is posted; whoever is not signed in is told how.
 * @param path of the page; it is sent to `/object` below it
 */
export const ObjectForm = ({
  space,
  path,
  tried,
  signedIn,
}: Space & { readonly path: string; readonly tried: Tried | null; readonly signedIn: boolean }) => {
  const t = useT(space)
  const href = useHref()
  return (
    <section>
      <h2>{t('pages.object.title')}</h2>
      {signedIn ? (
        <Form action={`${path}/object`}>
          {tried !== null && <RefusalNotice said={tried.said.filter(one => one.pointer === undefined)} />}
          <Field
            kind="textarea"
            name="note"
            rows={4}
            label={t('pages.object.what')}
            hint={t('pages.object.hint')}
            value={tried?.note ?? ''}
            errors={tried?.errors ?? []}
            maxLength={2000}
          />
          <Button>{t('pages.object.do')}</Button>
        </Form>
      ) : (
        <p>
          {t('pages.object.hint')}{' '}
          <a href={href(`/sign-in?next=${encodeURIComponent(path)}`)}>{t('pages.object.signIn')}</a>
        </p>
      )}
    </section>
  )
}
