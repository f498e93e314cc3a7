import type { Instant } from '../../../../kernel/time.ts'
import { useFormat, useHref, useT } from '../../../../platform/ui/context.tsx'
import { Field } from '../../../../platform/ui/parts/field.tsx'
import { FigurePair, Figures } from '../../../../platform/ui/parts/figure.tsx'
import { ErrorSummary, type FieldError, LinkButton } from '../../../../platform/ui/parts/form.tsx'
import { DoNotTrustUs } from '../../../../platform/ui/parts/notice.tsx'
import { Shell } from '../../../../platform/ui/parts/shell.tsx'
import { Entry, type EntryProps } from './entry.tsx'

export type JournalProps = {
  readonly log: { readonly size: number; readonly checkpoint: string; readonly signedAt: Instant } | null
  readonly publicKey: string
  readonly fingerprint: string
  readonly asked: string
  readonly found: EntryProps | null
  readonly errors: readonly FieldError[]
}

/** What the log is, how it stands, how to look one's own entry up, and how to check all of it without trusting us. */
export const Journal = ({ log, publicKey, fingerprint, asked, found, errors }: JournalProps) => {
  const t = useT('transparency')
  const format = useFormat()
  const href = useHref()
  return (
    <Shell failed={errors.length > 0}>
      <h1>{t('title')}</h1>
      <p>{t('what')}</p>
      <ErrorSummary errors={errors} />
      <form method="get" action={href('/journal')}>
        <Field
          name="leaf"
          kind="search"
          label={t('look.label')}
          hint={t('look.hint')}
          value={asked}
          errors={errors}
          maxLength={200}
        />
        <button type="submit" className="button primary">
          {t('look.button')}
        </button>
      </form>
      {found !== null && <Entry {...found} />}
      <h2>{t('state.title')}</h2>
      {log === null ? (
        <p>{t('state.none')}</p>
      ) : (
        <>
          <Figures>
            <FigurePair label={t('state.size')} part={log.size} />
            <FigurePair label={t('state.signed')} part={`${format.date(log.signedAt)} ${format.time(log.signedAt)}`} />
          </Figures>
          <p>{t('state.why')}</p>
          <pre>{log.checkpoint}</pre>
        </>
      )}
      <h2>{t('personal.title')}</h2>
      <p>{t('personal.text')}</p>
      <DoNotTrustUs
        actions={
          <>
            <LinkButton href="/journal/verifier.ts" download>
              {t('check.verifier')}
            </LinkButton>
            <LinkButton href="/journal/export" download>
              {t('check.all')}
            </LinkButton>
            <LinkButton href="/journal/checkpoint" download>
              {t('check.checkpoint')}
            </LinkButton>
          </>
        }
      >
        {t('check.why')}
      </DoNotTrustUs>
      <ol className="numbered">
        <li>{t('check.one')}</li>
        <li>{t('check.two')}</li>
        <li>
          {t('check.three')}
          <pre>{`node verifier.ts journal.jsonl --key '${publicKey}'`}</pre>
        </li>
        <li>{t('check.four')}</li>
      </ol>
      <p>
        {t('check.fingerprint')} <code>{fingerprint}</code>
      </p>
    </Shell>
  )
}
