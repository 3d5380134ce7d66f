import { onceLoaded } from '../kit/base/once-loaded.ts';

/** The views that are loaded only when somebody opens them, not with the first sight of a form. */
export const later: Readonly<
  Record<
    'list' | 'views' | 'rules' | 'prints' | 'reports' | 'json' | 'beside' | 'preview',
    () => Promise<unknown>
  >
> = {
  list: onceLoaded(() => import('./canvas/gj-list-design.ts')),
  views: onceLoaded(() => import('./views/gj-views-design.ts')),
  rules: onceLoaded(() => import('./rules/gj-rules-design.ts')),
  prints: onceLoaded(() => import('./prints/gj-prints-design.ts')),
  reports: onceLoaded(() => import('./reports/gj-reports-design.ts')),
  json: onceLoaded(() => import('./canvas/gj-design-json.ts')),
  beside: onceLoaded(() => import('./canvas/gj-form-json.ts')),
  preview: onceLoaded(() => import('./preview/gj-design-preview.ts')),
};
