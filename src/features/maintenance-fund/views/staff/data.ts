import type { z } from 'zod'
import type {
  bondsOut,
  fundOut,
  linesOfBankOut,
  linesOut,
  proposalsOut,
  reconciliationOut,
  unitsOut,
} from '../../api-read.ts'

/** Where the console asks about funds. */
export const SOURCE = '/api/funds'

export type FundLine = z.output<typeof linesOut>['items'][number]
export type FundShown = z.output<typeof fundOut>
export type UnitLine = z.output<typeof unitsOut>['items'][number]
export type BankLine = z.output<typeof linesOfBankOut>['items'][number]
export type Reconciliation = z.output<typeof reconciliationOut>
export type Proposal = z.output<typeof proposalsOut>['items'][number]
export type Bond = z.output<typeof bondsOut>['items'][number]

export type Answers = Readonly<Record<string, string>>

const PART = /^(\S+)[\s,，]+([\d.,]+)$/

/** `3-1201 8950.00`, one a line, as the API takes it; what is no such line goes along and is refused with its words. */
export const partsOf = (text: string): readonly { readonly code: string; readonly yuan: string }[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [, code = line, yuan = ''] = PART.exec(line) ?? []
      return { code, yuan: yuan.replaceAll(',', '') }
    })
