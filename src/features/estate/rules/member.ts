/** Members of a committee as they are typed into one field, one a line: `姓名 房号 职务 兼任`. */
import type { Office, Post } from './committee.ts'

const OFFICES: Readonly<Record<string, Office>> = { 主任: 'chair', 副主任: 'deputy', 委员: 'member' }
const POSTS: Readonly<Record<string, Post>> = {
  居委会成员: 'residents-committee',
  居委会: 'residents-committee',
  居民代表: 'residents-representative',
  小区党组织: 'party-branch',
  党支部: 'party-branch',
  物业党员: 'property-party',
}

export type TypedMemberLine = {
  readonly name: string
  readonly unit: string
  readonly office: Office
  readonly posts: readonly Post[]
}

/** Words that are no office and no post are left out: the members shown afterwards say what was understood. */
export const linesOfMembers = (text: string): readonly TypedMemberLine[] =>
  text
    .split(/\r?\n|[;；]/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [name = '', unit = '', ...words] = line.split(/[\s,，、\t]+/)
      const office = words.map(word => OFFICES[word]).find(known => known !== undefined) ?? 'member'
      const posts = words.flatMap(word => POSTS[word] ?? [])
      return { name, unit, office, posts }
    })
