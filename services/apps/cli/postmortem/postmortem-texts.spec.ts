import { textsOf } from './postmortem-texts.js';

const draft = { revision: 1, text: 'a draft', publishedRevision: null, publishedText: null };

it('says that there is no text yet', () => {
  expect(textsOf({ ...draft, revision: 0, text: null })).toBe('It is being drafted.');
});

it('has the newest text while none is published, and once it is', () => {
  expect(textsOf(draft)).toBe('a draft');
  expect(textsOf({ ...draft, publishedRevision: 1, publishedText: 'a draft' })).toBe('a draft');
});

it('[G2.6] has what is published first, and what was written since as not published', () => {
  const later = { revision: 3, text: 'more', publishedRevision: 2, publishedText: 'what we learnt' };
  expect(textsOf(later)).toBe('what we learnt\n\n---- revision 3 is not published ----\n\nmore');
});
