import { type Html, html } from './html.js';
import { documentOf } from './layout.js';

export interface SignIn {
  readonly base: string;
  /** Where to go afterwards: a path of ours. */
  readonly next: string;
  readonly problem: string | null;
}

export function signInPage({ base, next, problem }: SignIn): string {
  const trouble: Html | null = problem === null ? null : html`<p class="notice bad" role="alert">${problem}</p>`;
  const main = html`
    <h1>Sign in</h1>
    <section class="plain">
      <form method="post" action="${base}/sign-in">
        ${trouble}
        <label for="token">Your token</label><input id="token" name="token" type="password" autocomplete="current-password" spellcheck="false" required>
        <input type="hidden" name="next" value="${next}"><button>Sign in</button>
      </form>
    </section>
    <p class="soft">Tokens are made with <code>tocsin token create</code>. The link in a page you received needs none.</p>`;
  return documentOf({ title: 'Sign in', base, signedInAs: null, main });
}

/** A path of ours and nothing else: no scheme, no host, no trick of slashes. */
export function localPath(offered: string | undefined, fallback: string): string {
  return offered !== undefined && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(offered) && offered.length <= 500 ? offered : fallback;
}
