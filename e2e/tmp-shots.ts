import { openSite } from './open-site.ts';
import { makeSpecimen, publishSpecimens } from './specimens.ts';
const site = await openSite({});
await publishSpecimens(site as never);
const made = await makeSpecimen(site as never, { text: 'one', phone: '111', email: 'a@example.com' });
for (const language of ['zh', 'en'] as const)
  for (const size of [{ width: 1440, height: 900 }, { width: 1024, height: 768 }, { width: 390, height: 844 }]) {
    const page = await site.visit({ path: `/forms/specimen/${made.id}`, language, size, theme: size.width === 1024 ? 'dark' : 'light' });
    const boxes = page.locator('gj-record-field').locator('input');
    await page.getByRole('textbox', { name: / phone$/ }).fill('4711-secret');
    await page.getByRole('textbox', { name: / email$/ }).fill('kept@example.com');
    await page.waitForTimeout(2500);
    const context = page.context();
    await page.close();
    const next = await context.newPage();
    await next.setViewportSize(size);
    await next.goto(`/forms/specimen/${made.id}`);
    await next.locator('gj-unsaved-offers').getByRole('button').first().waitFor();
    await next.waitForTimeout(500);
    await next.screenshot({ path: `/tmp/shot-${language}-${size.width}.png` });
    await next.locator('gj-unsaved-offers').getByRole('button').nth(1).click();
    await next.waitForTimeout(800);
    await next.screenshot({ path: `/tmp/shot-${language}-${size.width}-look.png` });
    void boxes;
    await site.endTest();
  }
await site.close();
