import { existsSync } from 'node:fs';

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
