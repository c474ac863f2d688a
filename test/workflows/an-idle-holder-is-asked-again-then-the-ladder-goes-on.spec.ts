import { story } from '../support/story.js';

story(
  'an acknowledgement without any recorded action for 30 minutes expires: the holder is asked, then the ladder goes on at its step',
  async (it) => {
    await it.receives();
    await it.passes('16 minutes');
    it.expectPaged('ada', 'ben');
    await it.does('ben', { kind: 'acknowledge' });
    await it.passes('20 minutes');
    await it.does('ben', { kind: 'addNote', text: 'restarting the gateway' });
    await it.passes('29 minutes');
    it.expectNoPage();
    await it.passes('1 minute');
    it.expectPaged('ben').because('still on it?');
    await it.passes('15 minutes');
    it.expectPaged('ben').because('step 2 of 4');
    await it.passes('15 minutes');
    it.expectPaged('engineering-lead').because('step 3 of 4');
  },
);
