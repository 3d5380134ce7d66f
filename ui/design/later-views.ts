import { onceLoaded } from '../kit/once-loaded.ts';

/** What is not there with the first sight of a form. */
export const later: Readonly<Record<'list' | 'rules' | 'json' | 'preview', () => Promise<unknown>>> = {
  list: onceLoaded(() => import('./gj-list-design.ts')),
  rules: onceLoaded(() => import('./gj-rules-design.ts')),
  json: onceLoaded(() => import('./gj-design-json.ts')),
  preview: onceLoaded(() => import('./gj-design-preview.ts')),
};
