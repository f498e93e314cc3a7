import { DeliberationFigures } from './public/figures.tsx'
import { TopicList } from './public/list.tsx'
import { DeliberationProcedure } from './public/procedure.tsx'
import { Topic } from './public/topic.tsx'
import { MeetingCode } from './resident/code.tsx'
import { Hall } from './resident/hall.tsx'
import { MyTopics } from './resident/mine.tsx'
import { RaiseTopic } from './resident/raise.tsx'

/** Pages the server renders. */
export const views = {
  'deliberation.list': TopicList,
  'deliberation.topic': Topic,
  'deliberation.figures': DeliberationFigures,
  'deliberation.procedure': DeliberationProcedure,
  'deliberation.raise': RaiseTopic,
  'deliberation.mine': MyTopics,
  'deliberation.hall': Hall,
  'deliberation.code': MeetingCode,
}
