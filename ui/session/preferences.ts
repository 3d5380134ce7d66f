import { type Language, languages } from '../../metadata/label.ts';
import type { OwnPreferences } from './own-preferences.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

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

/** What somebody chose before, as far as it is known. */
export function chosenLook(own: OwnPreferences): Partial<Preferences> {
  const language = languages.find((one) => one === own.read('language'));
  const theme = themes.find((one) => one === own.read('theme'));
  return { ...(language && { language }), ...(theme && { theme }) };
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
