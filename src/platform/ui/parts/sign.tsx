/** What a sign says; it always stands beside a word that says the same. */
export type SignName = 'done' | 'clock' | 'cross' | 'urgent' | 'pause'

const PATHS: Readonly<Record<SignName, string>> = {
  done: 'M2 6.5 4.8 9.5 10 3',
  clock: 'M6 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6M6 3.2V6l2 1.4',
  cross: 'M2.5 2.5l7 7m0-7l-7 7',
  urgent: 'M6 1.5v5.8M6 9.6v1.1',
  pause: 'M4 2.5v7M8 2.5v7',
}

/** ✓ ◷ ✕ and the like, drawn: not every phone has these characters. */
export const Sign = ({ name }: { readonly name: SignName }) => (
  <svg className="sign" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
)
