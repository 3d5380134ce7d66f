import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { session } from './session.ts';

/** Forms whose list has a better page for whoever runs the platform. */
const pages: Readonly<Record<string, string>> = { organisation: '/organisations', job: '/jobs' };

/** Answers the address at which menus and search open a form. */
export function formAddress({ id, name }: FormOutline): string {
  const page = session.who?.administers ? pages[id] : undefined;
  return page ?? `/forms/${name}`;
}
