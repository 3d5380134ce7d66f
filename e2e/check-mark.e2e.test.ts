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

  it('is a box where neither was said, too, and where it cannot be ticked', async () => {
    const page = await site().visit({ path: '/forms/allowed-host/new', language: 'en' });
    await page.getByRole('checkbox', { name: 'Private addresses' }).waitFor();
    const box = page.locator('vaadin-checkbox').first();
    const edge = () =>
      box.evaluate((one) => {
        const part = one.shadowRoot?.querySelector('[part="checkbox"]') ?? one;
        return getComputedStyle(part).borderTopColor;
      });
    const plain = await edge();
    expect(plain).not.toBe('rgba(0, 0, 0, 0)');
    await box.evaluate((one) => Object.assign(one, { indeterminate: true }));
    await expect.poll(edge).toBe(plain);
    await box.evaluate((one) => Object.assign(one, { indeterminate: false, disabled: true }));
    await expect.poll(edge).toBe(plain);
  });
});
