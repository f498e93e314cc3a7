import { join } from 'node:path'
import type { Module } from '../platform/db/types.ts'
import { features } from './features.ts'

const PLATFORM = [
  'db',
  'jobs',
  'journal',
  'identity',
  'oidc',
  'files',
  'notify',
  'clocks',
  'http',
  'personal',
  'ledger',
] as const

/** Everything with tables of its own, in the order its migrations run: the platform first, then the slices. */
export const modules: readonly Module[] = [
  ...PLATFORM.map(id => ({ id, folder: join(import.meta.dirname, '..', 'platform', id) })),
  ...features.map(({ id, folder }) => ({ id, folder })),
]
