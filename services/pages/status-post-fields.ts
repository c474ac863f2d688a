import type { StatusPost } from '../../domain/communications/status-page.model.js';
import { POST_PHASES } from '../../domain/handbook/handbook.model.js';
import { areaField, choiceField, type FormScope, textField } from './form-fields.js';
import { type Content, type Html, html } from './html.js';
import type { PageContext } from './page-context.js';
import { inWords } from './shown-text.js';

const draftsOf = ({ facts }: PageContext): readonly StatusPost[] =>
  (facts.incident?.statusPage?.posts ?? []).filter(({ state }) => state === 'DRAFT');

const components = (form: FormScope, value: readonly string[]): Html =>
  textField(form, { name: 'components', label: 'Components, with commas', value: value.join(', ') });

/** The newest draft as it would be read, to be sent with one press, or put right first. */
export function publishFields(context: PageContext, form: FormScope): Content {
  const draft = draftsOf(context).at(-1);
  if (draft === undefined) return null;
  return [
    html`<p class="soft">${inWords(draft.phase)}. Everybody can read it as soon as it is published.</p>`,
    html`<input type="hidden" name="post" value="${draft.id}">`,
    areaField(form, { name: 'text', label: 'Text', value: draft.text, isRequired: true }),
    components(form, draft.components),
  ];
}

export function draftFields({ facts }: PageContext, form: FormScope): Content {
  return [
    choiceField(form, {
      name: 'phase',
      label: 'Phase',
      value: facts.status === 'TRIAGE' ? 'INVESTIGATING' : facts.status,
      isRequired: true,
      options: POST_PHASES.map((one) => [one, inWords(one)] as const),
    }),
    areaField(form, { name: 'text', label: 'Text; empty: the handbook’s' }),
    components(form, facts.incident?.statusPage?.plan.affected ?? []),
  ];
}

export function pickDraft(context: PageContext, form: FormScope): Html {
  const options = draftsOf(context).map(({ id, phase, text }) => [id, `${inWords(phase)}: ${text.slice(0, 60)}`] as const);
  return choiceField(form, { name: 'post', label: 'Draft', isRequired: true, options });
}
