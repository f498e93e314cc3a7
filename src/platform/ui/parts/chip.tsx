import type { ReactNode } from 'react'
import type { SignName } from './sign.tsx'
import { Sign } from './sign.tsx'

/** `ok` done or met, `warn` running or soon due, `late` overdue or refused, `urgent` a nature, `plain` a kind of thing. */
export type Tone = 'ok' | 'warn' | 'late' | 'urgent' | 'plain'

export type ChipProps = { readonly tone?: Tone; readonly children: ReactNode; readonly sign?: SignName }

const SIGNS: Readonly<Record<Tone, SignName | undefined>> = {
  ok: 'done',
  warn: 'clock',
  late: 'cross',
  urgent: 'urgent',
  plain: undefined,
}

/** A state in a word and a sign; the colour only repeats them. */
export const Chip = ({ tone = 'plain', children, sign = SIGNS[tone] }: ChipProps) => (
  <span className={`chip ${tone}`}>
    {sign !== undefined && <Sign name={sign} />}
    {children}
  </span>
)
