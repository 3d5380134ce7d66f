import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installOnDebian } from './install-on-debian.ts';
import type { Service } from './service.ts';

/** Debian's Chromium without windows comes first: the same engine, and half the work for each page. */
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser the tests drive: the one GUIJU_TEST_CHROMIUM names, or the one this machine has. */
export function chromiumPath(): string | undefined {
  const named = process.env['GUIJU_TEST_CHROMIUM'];
  return named ? (existsSync(named) ? named : undefined) : places.find((path) => existsSync(path));
}

const browser = 'chromium-headless-shell';

const missing =
  'The browser tests need Chromium and a Chinese font, and $WHAT here. Install them ' +
  `(on Debian: apt-get install ${browser} fonts-noto-cjk), or ` +
  'set GUIJU_TEST_CHROMIUM to the path of a Chromium. ' +
  '`npm run test:node` runs what needs no browser.';

/** Chromium to drive and Chinese letters to draw: without the font every picture would be of boxes. */
export const chromium: Service = {
  name: 'Chromium',
  async provide() {
    // The lighter Chromium is fetched even where a whole one is: a page then costs half. Without it the other serves.
    if (lacking() !== null || !isLight()) await installOnDebian([browser, 'fonts-noto-cjk']);
    const what = lacking();
    if (what !== null) throw new Error(missing.replace('$WHAT', what));
    return async () => {};
  },
};

function isLight(): boolean {
  return Boolean(process.env['GUIJU_TEST_CHROMIUM']) || chromiumPath()?.endsWith(browser) === true;
}

function lacking(): string | null {
  if (!chromiumPath()) return 'no Chromium is';
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  // A system that cannot be asked for fonts has its own.
  if (!fonts.error && fonts.stdout.trim() === '') return 'no font for Chinese is';
  return null;
}
