import { SEVERITIES } from '../../domain/handbook/handbook.model.js';
import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { ActionWords } from './action-words.js';
import { WORKING_STATUSES } from './command-input.js';
import { areaField, choiceField, type FormScope, numberField, peopleField, textField } from './form-fields.js';
import { textOf } from './form-text.js';
import { type Content, type Html, html, when } from './html.js';
import { LEARNING_ACTIONS } from './learning-fields.js';
import type { PageContext } from './page-context.js';
import { inWords, line, SHOWN } from './shown-text.js';
import { draftFields, pickDraft, publishFields } from './status-post-fields.js';

const reason = (form: FormScope): Html => textField(form, { name: 'reason', label: 'Reason' });
const why = (form: FormScope): Html => textField(form, { name: 'reason', label: 'Why', isRequired: true });

/** Every command in the order in which responders need them, with its form. Acknowledge has a button of its own. */
export const ACTIONS: Readonly<Record<Exclude<CommandKind, 'acknowledge'>, ActionWords>> = {
  addNote: {
    title: 'Add a note',
    button: 'Add note',
    fields: (_, form) => areaField(form, { name: 'text', label: 'Note', isRequired: true }),
  },
  assess: {
    title: 'Assess the impact',
    button: 'Record impact',
    fields: ({ facts }, form) => [
      areaField(form, { name: 'impact', label: 'What does not work, and for whom', isRequired: true }),
      textField(form, { name: 'services', label: 'Services affected, with commas', value: facts.service }),
      numberField(form, { name: 'usersAffected', label: 'Users affected', min: 0 }),
    ],
  },
  classify: {
    title: 'Classify: set the severity',
    button: 'Set severity',
    fields: (context, form) => [severityPicker(context, form), textField(form, { name: 'reason', label: 'Reason, needed to lower it' })],
  },
  setStatus: {
    title: 'Set the status',
    button: 'Set status',
    fields: ({ facts }, form) => [
      choiceField(form, {
        name: 'status',
        label: 'Status',
        value: facts.status,
        isRequired: true,
        options: WORKING_STATUSES.map((one) => [one, inWords(one)] as const),
      }),
      textField(form, { name: 'text', label: 'What is known' }),
    ],
  },
  resolve: {
    title: 'Resolve',
    button: 'Resolve',
    fields: ({ facts }, form) => [
      textField(form, { name: 'text', label: 'What fixed it' }),
      when(facts.firingAlerts > 0 || form.typed !== null, confirmBox(facts.firingAlerts)),
    ],
  },
  publishStatusPost: { title: 'Tell the public', button: 'Publish on the status page', fields: publishFields },
  draftStatusPost: { title: 'Draft a status post', button: 'Save the draft', fields: draftFields },
  discardStatusPost: {
    isRare: true,
    title: 'Discard a status post',
    button: 'Discard the draft',
    fields: (context, form) => [pickDraft(context, form), reason(form)],
  },
  addResponders: {
    isRare: true,
    title: 'Page more people',
    button: 'Page them now',
    fields: (context, form) => [
      peopleField(context, form, { name: 'people', label: 'People', isRequired: true, several: true }),
      reason(form),
    ],
  },
  reassign: {
    isRare: true,
    title: 'Hand it to somebody',
    button: 'Hand over',
    fields: (context, form) => [peopleField(context, form, { name: 'to', label: 'To', isRequired: true }), reason(form)],
  },
  handOver: {
    isRare: true,
    title: 'Hand over command',
    button: 'Offer command',
    fields: (context, form) => [
      peopleField(context, form, { name: 'to', label: 'To', isRequired: true }),
      areaField(form, { name: 'note', label: 'What the record does not say' }),
    ],
  },
  withdrawHandOver: { title: 'Keep command', button: 'Withdraw the offer', fields: (_, form) => reason(form) },
  acceptCommand: { title: 'Take command', button: 'I take command', fields: checklistField },
  declineCommand: { title: 'Decline command', button: 'Not me', fields: () => null },
  escalateNow: { isRare: true, title: 'Escalate now', button: 'Page the next step now', fields: (_, form) => reason(form) },
  snooze: {
    isRare: true,
    title: 'Snooze',
    button: 'Snooze',
    fields: (_, form) => [
      numberField(form, { name: 'minutes', label: 'Minutes of quiet', value: '30', min: 1, isRequired: true }),
      reason(form),
    ],
  },
  adoptPolicy: {
    isRare: true,
    title: 'Adopt the running policy',
    button: 'Go on by the handbook that runs now',
    fields: ({ facts }, form) => [
      html`<p class="soft">It goes on by version ${facts.incident?.handbookVersionId ?? 'unknown'}, with which it began or which it adopted last.</p>`,
      reason(form),
    ],
  },
  unacknowledge: { isRare: true, title: 'Give it back', button: 'Give it back', fields: (_, form) => reason(form) },
  decline: { isRare: true, title: 'Decline', button: 'Not me: page the next', fields: (_, form) => reason(form) },
  reopen: { title: 'Reopen', button: 'Reopen', fields: (_, form) => why(form) },
  ...LEARNING_ACTIONS,
  cancel: { isRare: true, title: 'Cancel: a false alarm', button: 'Cancel the incident', fields: (_, form) => why(form) },
};

/** The guide's own definitions beside each choice. Guide: G2.1 */
function severityPicker({ facts, handbook }: PageContext, form: FormScope): Html {
  const chosen = form.typed === null ? facts.severity : textOf(form.typed, 'severity');
  const choices = SEVERITIES.map((severity) => {
    const definition = handbook?.severities[severity];
    const words =
      definition &&
      html` <b>${line(definition.name, SHOWN.label)}</b> <span class="soft">${line(definition.definition, SHOWN.summary)}</span>`;
    return html`<label class="pick"><input type="radio" name="severity" value="${severity}"${when(severity === chosen, ' checked')} required><span>${severity}${words}</span></label>`;
  });
  return html`<fieldset><legend>Severity</legend>${choices}</fieldset>`;
}

const confirmBox = (firing: number): Html =>
  html`<label class="pick"><input type="checkbox" name="confirm" value="yes"><span>Resolve although ${firing === 1 ? '1 alert is' : `${firing} alerts are`} firing</span></label>`;

/** One box for each item of the checklist; what stays open is recorded too. Guide: G1.3 */
function checklistField({ facts }: PageContext, form: FormScope): Content {
  const items = facts.incident?.offer?.checklist ?? [];
  const ticked = new Set(form.typed?.['ticked'] ?? []);
  const boxes = items.map(
    (item) =>
      html`<label class="pick"><input type="checkbox" name="ticked" value="${item}"${when(ticked.has(item), ' checked')}><span>${line(item, SHOWN.summary)}</span></label>`,
  );
  return html`<fieldset><legend>Checklist</legend>${boxes}</fieldset>`;
}
