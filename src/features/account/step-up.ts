import { formErrors } from '../../platform/http/form-errors.ts'
import { CODE_FIELD } from '../../platform/http/proof.ts'
import type { StepUp } from '../../platform/http/services.ts'
import type { View } from '../../platform/ui/types.ts'
import { viewsOf } from '../../platform/ui/view.ts'
import { prove } from './factor-commands.ts'
import { factorState } from './state.ts'
import type { views } from './views/index.ts'

const view = viewsOf<typeof views>()

/** Asking for the second factor again, in front of a form that is sensitive: what was typed there goes along. */
export const stepUp: StepUp = {
  prove,
  page: async (ctx, { action, fields }, why): Promise<View> => {
    const state = await factorState(ctx)
    const errors = formErrors(ctx, why).map(each => ({ ...each, field: CODE_FIELD }))
    const props = { action, fields, excused: state.excused, missing: state.missing, errors }
    return view('account.prove', props, ctx.t('account:prove.title'))
  },
}
