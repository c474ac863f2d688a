import { placeholdersIn, renderTemplate } from './render-template.js';

const values = { components: ['Payments', 'Login', 'Wallet'], service: 'payments {{ startedAt }}', startedAt: 3_600_000 };

it('fills in names in words and times in UTC', () => {
  expect(renderTemplate('{{components}} since {{ startedAt }}', values)).toBe('Payments, Login and Wallet since 1970-01-01 01:00 UTC');
});

it('fills in once: what a value holds is text', () => {
  expect(renderTemplate('{{ service }}', values)).toBe('payments {{ startedAt }}');
});

it('leaves a name that it does not know as it stands, for the handbook check to find', () => {
  expect(renderTemplate('{{ title }} {{ constructor }}', values)).toBe('{{ title }} {{ constructor }}');
  expect(placeholdersIn('{{ title }} {{components}} {}')).toEqual(['title', 'components']);
});
