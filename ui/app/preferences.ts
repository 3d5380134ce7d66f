import type { Language } from '../../metadata/label.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What one person likes on this browser. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Whether the drawer is open on wide screens. */
  readonly drawer: boolean;
}

const key = 'guiju.preferences';

/** Chinese unless the browser speaks something else. */
function defaults(): Preferences {
  const language = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  return { language, theme: 'system', drawer: true };
}

export function readPreferences(): Preferences {
  try {
    return { ...defaults(), ...JSON.parse(localStorage.getItem(key) ?? '{}') };
  } catch {
    return defaults();
  }
}

export function writePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // A browser that keeps nothing works all the same.
  }
}
