import { FOLLOW_UP_CLASSES } from '../../domain/postincident/classes.js';
import { type FollowUp, openFollowUps } from '../../domain/postincident/post-incident.model.js';
import type { PostIncidentPersonCommand } from '../../domain/postincident/post-incident-command.model.js';
import type { ActionWords } from './action-words.js';
import { areaField, choiceField, dateField, type FormScope, peopleField, textField } from './form-fields.js';
import { type Html, html } from './html.js';
import type { PageContext } from './page-context.js';
import { inWords, plainOf } from './shown-text.js';

const why = (form: FormScope): Html => textField(form, { name: 'reason', label: 'Why', isRequired: true });

/** What people can do about what is to be learnt, each with its form. Guide: G2.6 */
export const LEARNING_ACTIONS: Readonly<Record<PostIncidentPersonCommand['kind'], ActionWords>> = {
  publishPostmortem: {
    title: 'Publish the postmortem',
    button: 'Publish',
    fields: ({ facts }, form) => [
      html`<input type="hidden" name="revision" value="${facts.postmortemRevision ?? 0}">`,
      areaField(form, { name: 'noFollowUpsBecause', label: 'Why nothing is left to do, if nothing is' }),
    ],
  },
  assignPostmortem: {
    isRare: true,
    title: 'Give the postmortem to somebody',
    button: 'Give it',
    fields: (context, form) => peopleField(context, form, { name: 'to', label: 'Writes the postmortem', isRequired: true }),
  },
  addFollowUp: {
    title: 'Add a follow-up',
    button: 'Add follow-up',
    fields: (context, form) => [
      textField(form, { name: 'title', label: 'What is to be done', isRequired: true }),
      choiceField(form, {
        name: 'class',
        label: 'What for',
        isRequired: true,
        options: FOLLOW_UP_CLASSES.map((one) => [one, inWords(one)] as const),
      }),
      peopleField(context, form, { name: 'owner', label: 'Owner', isRequired: true }),
      dateField(form, { name: 'due', label: 'Due, if not as the handbook says' }),
    ],
  },
  completeFollowUp: {
    title: 'A follow-up is done',
    button: 'It is done',
    fields: (context, form) => [followUpField(context, form), textField(form, { name: 'text', label: 'What was done' })],
  },
  assignFollowUp: {
    isRare: true,
    title: 'Give a follow-up to somebody',
    button: 'Give it',
    fields: (context, form) => [
      followUpField(context, form),
      peopleField(context, form, { name: 'to', label: 'New owner', isRequired: true }),
    ],
  },
  rescheduleFollowUp: {
    isRare: true,
    title: 'Put off a follow-up',
    button: 'Set the date',
    fields: (context, form) => [followUpField(context, form), dateField(form, { name: 'due', label: 'Due', isRequired: true }), why(form)],
  },
  cancelFollowUp: {
    isRare: true,
    title: 'Give up a follow-up',
    button: 'Give it up',
    fields: (context, form) => [followUpField(context, form), why(form)],
  },
  fileFollowUpTicket: {
    isRare: true,
    title: 'Ask again for a ticket',
    button: 'File the ticket',
    fields: (context, form) => followUpField(context, form, ({ ticket }) => ticket?.status === 'FAILED'),
  },
};

function followUpField({ facts }: PageContext, form: FormScope, isMeant: (one: FollowUp) => boolean = () => true): Html {
  const open = openFollowUps(facts.incident?.postIncident).filter(isMeant);
  return choiceField(form, {
    name: 'followUp',
    label: 'Follow-up',
    isRequired: true,
    options: open.map(({ number, title }) => [`${number}`, `${number}: ${plainOf(title, 80)}`] as const),
  });
}
