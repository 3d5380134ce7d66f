import type { SpecialForm } from './store/save/parts.ts';

/**
 * Says as data what a domain brings to the server. The entry point lists the domains and hands them down; the platform
 * imports none of them, and a domain registers nothing by itself.
 */
export interface Domain {
  /** What its forms ask and do beyond their metadata, by id of the form. */
  readonly specialForms?: Readonly<Record<string, SpecialForm>>;
}
