import { beforeAll, expect, it } from 'vitest';
import { axeNow } from './axe.ts';
import { inBrowser, type Site } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

async function makeSite(site: Site): Promise<string> {
  await publishFiles(site, {
    'package.json': {
      name: 'sites',
      version: '1.0.0',
      guiju: { prefix: 'si', label: label('工地', 'Sites') },
    },
    'forms/site.json': {
      name: 'site',
      kind: 'master',
      label: label('工地', 'Site'),
      sharing: 'everybody',
      fields: [
        field('number', 'text', '编号', { required: true }),
        field('spot', 'geolocation', '位置'),
        field('place', 'address', '地址'),
      ],
    },
  });
  const place = { province: '广东省', city: '深圳市', street: '科技园 1 号' };
  const { body, status } = await site.node.ask('POST', '/api/forms/site/records', {
    number: 'S1',
    spot: '22.543096,114.057865',
    place,
  });
  expect(status).toBe(201);
  return `/forms/site/${String(body['id'])}`;
}

const links = async (site: Site, path: string) => {
  const page = await site.visit({ path });
  const place = page.getByRole('link', { name: '在地图上看：位置' });
  const address = page.getByRole('link', { name: '在地图上看：地址' });
  await place.waitFor();
  await settled(page);
  return {
    page,
    to: [await place.getAttribute('href'), await address.getAttribute('href')],
    rel: await place.getAttribute('rel'),
  };
};
const line = encodeURIComponent('广东省深圳市科技园 1 号');

inBrowser('places without a map', (site) => {
  let path = '';
  beforeAll(async () => {
    path = await makeSite(site());
  });
  it('lead to the map of the device', async () => {
    const { to } = await links(site(), path);
    expect(to).toEqual(['geo:22.543096,114.057865', `geo:0,0?q=${line}`]);
  });
});

const maps = {
  place: 'https://map.example.com/?q={lat},{lon}&z={zoom}',
  address: 'https://map.example.com/?q={address}',
};

inBrowser(
  'places with a map',
  (site) => {
    let path = '';
    beforeAll(async () => {
      path = await makeSite(site());
    });
    it('lead to the one that the server names, which is not told from where', async () => {
      const { page, to, rel } = await links(site(), path);
      expect(to).toEqual([
        'https://map.example.com/?q=22.543096,114.057865&z={zoom}',
        `https://map.example.com/?q=${line}`,
      ]);
      expect(rel).toBe('noopener noreferrer');
      await picture(page, 'maps');
      expect(await axeNow(page)).toEqual([]);
      await page.getByRole('textbox', { name: '位置' }).fill('');
      await page.keyboard.press('Tab');
      await expect.poll(() => page.getByRole('link', { name: '在地图上看：位置' }).count()).toBe(0);
    });
  },
  { maps },
);
