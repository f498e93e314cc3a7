/** Where the console asks about topics, bodies and lists of matters. */
export const SOURCE = '/api/deliberations'
export const BODIES = '/api/deliberation-bodies'
export const MATTERS = '/api/deliberation-matters'

export type Me = { readonly offices: readonly { readonly role: string }[] }
export type Places = { readonly items: readonly { readonly id: string; readonly name: string }[] }
export type Matters = {
  readonly items: readonly {
    readonly id: string
    readonly area: string
    readonly theme: string
    readonly text: string
  }[]
}
