import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { hostOf } from '../rules/hosts/host-entry.ts';
import { spellings } from '../rules/hosts/host-spellings.suite.ts';
import { languages } from '../workshop/runs.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';

const list = '/api/forms/allowed-host/records';
const words = {
  zh: { host: '主机', private: '内网地址' },
  en: { host: 'Host', private: 'Private addresses' },
} as const;

/** Answers the errors that the page shows below its fields. */
const wrongs = (page: Page) =>
  page.locator('gj-record-page vaadin-text-field[invalid] [slot=error-message]').allInnerTexts();

/** One of each judgement, and what a parser of the browser's own could read otherwise than that of the server. */
const verdicts = [...new Map(spellings.map(([typed, open]) => [open, typed])).values()];
const disguised = spellings.map(([typed]) => typed).filter((typed) => ![null, typed].includes(hostOf(typed)));
const asked = {
  zh: [...verdicts, ...disguised].map((typed) => [typed, false] as const),
  en: verdicts.flatMap((typed) => [[typed, false] as const, [typed, true] as const]),
};

inBrowser(
  'allowed hosts',
  (site) => {
    it.each(languages)(
      'are judged while they are typed as the server judges them, in %s',
      async (language) => {
        const page = await site().visit({ path: '/forms/allowed-host/new', language });
        const { host, private: inside } = words[language];
        const box = page.getByRole('textbox', { name: host });
        for (const [typed, isPrivate] of asked[language]) {
          await page.getByRole('checkbox', { name: inside }).setChecked(isPrivate);
          await box.fill(typed);
          const body = { host: typed, ports: '443', private: isPrivate };
          const answer = await site().node.ask('POST', list, body, { 'accept-language': language });
          const errors = (answer.body['errors'] ?? []) as unknown as readonly JsonObject[];
          const said = errors.map(({ message }) => message);
          await expect
            .poll(() => wrongs(page), { interval: 20, message: `${typed} ${isPrivate}` })
            .toEqual(said);
          if (answer.status !== 201) continue;
          const match = { 'if-match': `"${answer.body['revision']}"` };
          await site().node.ask('DELETE', `${list}/${String(answer.body['id'])}`, undefined, match);
        }
        await page.getByRole('checkbox', { name: inside }).setChecked(true);
        await box.fill('169.254.169.254');
        await isSound(page, `allowed-host-${language}`);
      },
    );
  },
  { packages: ['platform'] },
);
