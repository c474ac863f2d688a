import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import { textOf } from './form-text.js';
import { type Content, type Html, html, when } from './html.js';
import type { FormInput, PageContext } from './page-context.js';

/** One form while it is rendered, with what was typed when it was refused. */
export interface FormScope {
  readonly kind: CommandKind;
  readonly typed: FormInput | null;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly isRequired?: boolean;
}

const valueOf = (form: FormScope, field: Field): string => (form.typed === null ? (field.value ?? '') : textOf(form.typed, field.name));
const labelled = (field: Field, control: Content): Html =>
  html`<label>${field.label}${when(!field.isRequired, html` <small>optional</small>`)}${control}</label>`;
const required = (field: Field): Content => field.isRequired && ' required';

export const textField = (form: FormScope, field: Field): Html =>
  labelled(field, html`<input name="${field.name}" value="${valueOf(form, field)}"${required(field)}>`);

export const numberField = (form: FormScope, field: Field & { readonly min: number }): Html =>
  labelled(
    field,
    html`<input name="${field.name}" type="number" inputmode="numeric" min="${field.min}" value="${valueOf(form, field)}"${required(field)}>`,
  );

/** A day, as the browser's own picker gives it. */
export const dateField = (form: FormScope, field: Field): Html =>
  labelled(field, html`<input name="${field.name}" type="date" value="${valueOf(form, field)}"${required(field)}>`);

export const areaField = (form: FormScope, field: Field): Html =>
  labelled(field, html`<textarea name="${field.name}" rows="2"${required(field)}>${valueOf(form, field)}</textarea>`);

export function choiceField(
  form: FormScope,
  field: Field & { readonly options: readonly (readonly [value: string, label: string])[] },
): Html {
  const chosen = valueOf(form, field);
  const options = field.options.map(
    ([value, label]) => html`<option value="${value}"${when(value === chosen, ' selected')}>${label}</option>`,
  );
  return labelled(field, html`<select name="${field.name}"${required(field)}>${options}</select>`);
}

/** More people than this are named by id: a list of hundreds helps nobody on a phone. */
const MAX_CHOICES = 25;

/** The people of the handbook to choose from, or a field for their ids. */
export function peopleField(context: PageContext, form: FormScope, field: Field & { readonly several?: boolean }): Html {
  const people = Object.values(context.handbook?.people ?? {});
  if (people.length === 0 || people.length > MAX_CHOICES)
    return textField(form, { ...field, label: `${field.label} (ids${field.several ? ', with commas' : ''})` });
  const chosen = new Set(form.typed?.[field.name] ?? []);
  const options = people.map(({ id, name }) => html`<option value="${id}"${when(chosen.has(id), ' selected')}>${name}</option>`);
  const many = field.several && html` multiple size="4"`;
  return labelled(
    field,
    html`<select name="${field.name}"${many}${required(field)}>${!field.several && html`<option value="">Choose…</option>`}${options}</select>`,
  );
}
