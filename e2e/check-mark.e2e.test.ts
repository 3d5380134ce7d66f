import { expect, it } from 'vitest';
import { inBrowser } from './browser.ts';

inBrowser('yes or no in a record', (site) => {
  it('shows its mark in any font', async () => {
    const page = await site().visit({ path: '/forms/allowed-host/new', language: 'en' });
    await page.getByRole('checkbox', { name: 'Private addresses' }).check();
    const [mark, box] = await page
      .locator('vaadin-checkbox')
      .first()
      .evaluate((one) => {
        const part = one.shadowRoot?.querySelector('[part="checkbox"]') ?? one;
        return [getComputedStyle(part, '::after').width, getComputedStyle(part).width].map(Number.parseFloat);
      });
    expect(mark).toBeGreaterThan((box ?? 0) / 2);
  });
});
