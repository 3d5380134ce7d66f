import { nothing, type TemplateResult } from 'lit';
import { drawn, icon, pathsOf } from './base/icons.ts';

/** What domains draw beside the platform, by name. */
const brought: Record<string, string> = {};

/** Takes in what a domain draws: the shell does it once, before anything is shown. */
export function bringDrawings(drawings: Readonly<Record<string, string>>): void {
  Object.assign(brought, drawings);
}

/** The paths of an icon that packages name; undefined: this page has none called so. */
export function pathsNamed(name = ''): string | undefined {
  return pathsOf(name) ?? (Object.hasOwn(brought, name) ? brought[name] : undefined);
}

interface WithIcon {
  readonly icon?: string;
}

export function hasIcon(form: WithIcon | undefined): form is WithIcon {
  return pathsNamed(form?.icon) !== undefined;
}

/** The icon of a form; nothing where it has none. */
export function formIcon({ icon }: WithIcon, size = 16): TemplateResult | typeof nothing {
  const paths = pathsNamed(icon);
  return paths === undefined ? nothing : drawn(paths, size);
}

/** The same where forms stand one under another: those without an icon are a list like any other. */
export function formMark(form: WithIcon | undefined, size = 16): TemplateResult | typeof nothing {
  return hasIcon(form) ? formIcon(form, size) : icon('list', size);
}
