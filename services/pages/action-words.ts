import type { FormScope } from './form-fields.js';
import type { Content } from './html.js';
import type { PageContext } from './page-context.js';

export interface ActionWords {
  /** Seldom needed, folded away with others of its kind. */
  readonly isRare?: boolean;
  /** What the closed form is called. */
  readonly title: string;
  /** What its button says. */
  readonly button: string;
  readonly fields: (context: PageContext, form: FormScope) => Content;
}
