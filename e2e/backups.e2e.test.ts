import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { picture } from './picture.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-nightly-'));
const kept = { last: 3, days: 7, weeks: 4, months: 12 };
/** A process is begun for each. */
const limit = { timeout: 60_000 };

inBrowser(
  'scheduled backups on the page of health',
  (site) => {
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('show the last and the next, and one is made at once for who asks', limit, async () => {
      await site().node.node.run('backups');
      const page = await site().visit({ path: '/health' });
      const card = page.locator('gj-backups');
      await card.getByText('现有备份（1）').waitFor();
      await card.getByText('正常').waitFor();
      await card.getByText(folder).waitFor();
      await isSound(page, 'health-backups');
      await card.getByRole('button', { name: '立即备份' }).click();
      await card.getByRole('button', { name: '正在备份…' }).waitFor();
      await card.getByText('现有备份（2）').waitFor({ timeout: 40_000 });
      await card.getByRole('button', { name: '立即备份' }).waitFor();
    });

    it('say why one failed, which the inbox does as well', limit, async () => {
      renameSync(folder, `${folder}-away`);
      try {
        await site().node.ask('POST', '/api/backups');
        const failure = async () => {
          const { body } = await site().node.ask('GET', '/api/backups');
          return (body['backups'] as JsonObject)['failure'];
        };
        await expect.poll(failure, { timeout: 40_000 }).not.toBeNull();
        const page = await site().visit({ path: '/health', language: 'en' });
        const card = page.locator('gj-backups');
        await card.getByText('Failed, will try again').waitFor({ timeout: 40_000 });
        await card.getByText(`The backup folder ${folder} is missing`).waitFor();
        await picture(page, 'health-backup-failed');
        const inbox = await site().visit({ path: '/inbox', language: 'en' });
        await inbox.getByText('The scheduled backup failed').waitFor();
        expect(await inbox.getByRole('link', { name: 'Open health' }).count()).toBe(1);
      } finally {
        renameSync(`${folder}-away`, folder);
      }
    });
  },
  { packages: ['platform'], backups: { place: { folder }, times: { at: '02:30:00' }, kept, trialDays: 7 } },
);
