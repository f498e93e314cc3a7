import { type Column, impersonal } from '../../platform/personal/catalogue.ts'

/** Divisions, grids and bodies have names of places and offices; their names are held back when a number stands in them. */
export const columns: readonly Column[] = [
  ...impersonal('grid', 'path community name merged_into'),
  ...impersonal('hotline', 'number name redirected_to origin'),
]
