import { countDown } from '../platform/ui/enhance/countdown.ts'
import { keepDrafts } from '../platform/ui/enhance/draft.ts'
import { focusErrors } from '../platform/ui/enhance/errors.ts'
import { enhancePhotos } from '../platform/ui/enhance/photos.ts'
import { enhancePlaces } from '../platform/ui/enhance/places.ts'
import { enhancePrint } from '../platform/ui/enhance/print.ts'
import { guardSubmit } from '../platform/ui/enhance/submit.ts'
import '../platform/ui/style/index.css'

// Everything works without this file; it only helps.
document.documentElement.dataset.script = ''
guardSubmit()
keepDrafts()
enhancePhotos()
enhancePlaces()
countDown()
enhancePrint()
focusErrors()
