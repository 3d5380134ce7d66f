import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { isLong } from '../workshop/runs.ts';
import { settled } from './settled.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A finding inside Vaadin's own parts, which is not in our hands. */
interface KnownViolation {
  readonly rule: string;
  /** Part of the element's selector. */
  readonly component: string;
  readonly reason: string;
}
const known: readonly KnownViolation[] = [];

/** Rules about colours; all others find the same in every theme. */
const colours = ['color-contrast', 'link-in-text-block'];

/** Rules by name, whose findings are told whatever their weight. */
interface AxeOptions {
  /** Default: all rules. */
  readonly only?: readonly string[];
  readonly besides?: readonly string[];
  /** Default: yes. */
  readonly colours?: boolean;
}

/** Rules whose findings are never serious: unless they are asked for by name, nobody is told of what they find. */
const light = `Object.fromEntries(axe._audit.rules
  .filter(({ impact }) => impact === 'minor' || impact === 'moderate')
  .map(({ id }) => [id, { enabled: false }]))`;

/**
 * Answers the serious and critical findings of axe on the page as it stands, each with the element; known ones are left
 * out.
 */
export async function axeFindings(page: Page, asked: AxeOptions = {}): Promise<readonly string[]> {
  const { only, besides = [], colours: inColours = true } = asked;
  const runOnly = only ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
  const rules = Object.fromEntries([
    ...besides.map((rule) => [rule, { enabled: true }] as const),
    ...(inColours ? [] : colours.map((rule) => [rule, { enabled: false }] as const)),
  ]);
  const named = new Set([...(only ?? []), ...besides]);
  const cdp = await page.context().newCDPSession(page);
  // The page's policy forbids foreign scripts; the debugger is not bound by it.
  const there = await cdp.send('Runtime.evaluate', { expression: 'typeof axe' });
  if (there.result.value === 'undefined') await cdp.send('Runtime.evaluate', { expression: source });
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `axe.run(document, {
        ...${JSON.stringify({ resultTypes: ['violations'], runOnly })},
        rules: { ${only ? '' : `...${light}, `}...${JSON.stringify(rules)} },
      })
      .then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
  });
  await cdp.detach();
  const violations = JSON.parse(String(result.value)) as AxeResults['violations'];
  return violations
    .filter(({ id, impact }) => named.has(id) || impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, help, nodes }) => {
      const own = nodes
        .map(({ target, html, failureSummary = '' }) => ({
          target: target.flat().join(' › '),
          html,
          failureSummary,
        }))
        .filter(
          ({ target }) => !known.some(({ rule, component }) => rule === id && target.includes(component)),
        );
      const shown = own.slice(0, 3).map(({ target, html, failureSummary }) => {
        const why = failureSummary.split('\n').slice(1, 3).join(' ').trim();
        return [`${impact} ${id}: ${help}`, target, html.slice(0, 200), why].join('\n  ');
      });
      return own.length > 3 ? [...shown, `… and ${own.length - 3} more of ${id}`] : shown;
    });
}

/** Rules by which the name that is heard is the one that is read. */
const nameRules = ['label-content-name-mismatch', 'label-title-only'];

/**
 * Rules on the outline of a page for people who hear it: landmarks, headings in order, names that say what one reads.
 */
export const outlineRules = [
  ...['landmark-one-main', 'landmark-no-duplicate-main', 'landmark-main-is-top-level', 'landmark-unique'],
  ...['landmark-no-duplicate-banner', 'landmark-banner-is-top-level', 'landmark-no-duplicate-contentinfo'],
  ...['region', 'bypass', 'skip-link', 'page-has-heading-one', 'heading-order', 'empty-heading'],
  ...nameRules,
];

/**
 * The same for a page once it has settled, light and then dark: for whoever has chosen no theme, it follows the
 * system's.
 */
export async function axeInBothThemes(
  page: Page,
  besides: readonly string[] = [],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [theme, asked] of [
    ['light', { besides }],
    ['dark', { only: colours }],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.waitForFunction(isLit, theme === 'light');
    await settled(page);
    found.push(...(await axeFindings(page, asked)).map((finding) => `${theme}: ${finding}`));
  }
  return found;
}

/**
 * Judges the page and dialogs open just now. Dark pages have dark dialogs of the same colours: by day pages alone are
 * judged in both.
 */
export async function axeNow(page: Page): Promise<readonly string[]> {
  if (isLong) return axeInBothThemes(page);
  await settled(page);
  return axeFindings(page);
}

/** Colours and roles know no language: in Chinese all is judged, in English what things are named. */
export async function axeInLanguage(page: Page, language: 'zh' | 'en'): Promise<readonly string[]> {
  return language === 'zh' ? axeNow(page) : axeFindings(page, { only: nameRules });
}

function isLit(wanted: boolean): boolean {
  const [red = 255, green = 255, blue = 255] =
    getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
  return red + green + blue >= 200 === wanted;
}
