import { STYLE_HASH } from './stylesheet.js';

/**
 * For every page: nothing is loaded or run, our own style by its hash and nothing else, no frame around it, kept nowhere,
 * and no address of ours is told to anybody. `form-action` keeps forms ours even if markup were injected.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'x-robots-tag': 'noindex',
};
