import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useT } from '../context.tsx'

export type KeyBinding = {
  /** As `event.key` has it: `j`, `Enter`, `Escape`, `?`, `/`. */
  readonly key: string
  readonly label: string
  readonly run: () => void
}

type Group = { readonly name: string; readonly bindings: readonly KeyBinding[] }
type Registry = { readonly set: (id: symbol, group: Group | null) => void }

const KeysContext = createContext<Registry | null>(null)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type))

/** Enter and space on a button or a link belong to it. */
const isPressing = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof Element &&
  event.target.closest('a, button, summary, [role="option"]') !== null

const isAside = (event: KeyboardEvent): boolean =>
  event.isComposing ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  isTyping(event.target) ||
  isPressing(event) ||
  // A dialog has the keys to itself.
  document.querySelector('[role="dialog"]:not([aria-hidden="true"])')?.checkVisibility() === true

/** Listens to the keyboard for everything below it, and shows on `?` what the keys do. */
export const KeysProvider = ({ children }: { readonly children: ReactNode }) => {
  const t = useT('console')
  const groups = useRef(new Map<symbol, Group>())
  const [shown, setShown] = useState<readonly Group[] | null>(null)
  const registry = useMemo<Registry>(
    () => ({
      set: (id, group) => {
        if (group === null) groups.current.delete(id)
        else groups.current.set(id, group)
      },
    }),
    [],
  )
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (isAside(event)) return
      if (event.key === '?') {
        setShown([...groups.current.values()])
        return
      }
      // What was put on top of the page last has the key first.
      const binding = [...groups.current.values()]
        .reverse()
        .flatMap(group => group.bindings)
        .find(one => one.key === event.key)
      if (binding === undefined) return
      event.preventDefault()
      binding.run()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return (
    <KeysContext value={registry}>
      {children}
      <Modal open={shown !== null} onCancel={() => setShown(null)} footer={null} title={t('keys.title')}>
        {shown?.map(group => (
          <section key={group.name} className="keys-help">
            <h3>{group.name}</h3>
            <dl>
              {group.bindings.map(binding => (
                <div key={binding.key}>
                  <dt>
                    <kbd>{binding.key}</kbd>
                  </dt>
                  <dd>{binding.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </Modal>
    </KeysContext>
  )
}

/** Binds keys while the component is there; not while somebody types or a dialog is open. */
export const useKeys = (name: string, bindings: readonly KeyBinding[]): void => {
  const registry = useContext(KeysContext)
  const id = useRef(Symbol(name))
  useEffect(() => registry?.set(id.current, { name, bindings }))
  useEffect(() => {
    const own = id.current
    return () => registry?.set(own, null)
  }, [registry])
}
