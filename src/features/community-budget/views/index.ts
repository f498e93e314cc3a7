import { PlaceList } from './public/list.tsx'
import { Place } from './public/place.tsx'

/** Pages the server renders. */
export const views = {
  'community-budget.places': PlaceList,
  'community-budget.place': Place,
}
