import { expect, it } from 'vitest';
import { deviceName, isHandheld } from './device-name.ts';

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [`${windows} Chrome/130.0.0.0 Safari/537.36`, 'Chrome · Windows', false],
  [`${windows} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0`, 'Edge · Windows', false],
  [`${mac} Version/18.0 Safari/605.1.15`, 'Safari · macOS', false],
  [`${phone} Version/18.0 Mobile/15E148 Safari/604.1`, 'Safari · iOS', true],
  [`${phone} CriOS/130.0 Mobile/15E148 Safari/604.1`, 'Chrome · iOS', true],
  [
    `${android} Version/4.0 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50`,
    'WeChat · Android',
    true,
  ],
  [`${windows} Chrome/122.0 Safari/537.36 dingtalk-win/1.0 DingTalk/7.6.5`, 'DingTalk · Windows', false],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox · Linux', false],
  ['curl/8.5.0', 'curl', false],
  ['node', 'node', false],
  ['', undefined, false],
  [null, undefined, false],
])('%s is called %s', (agent, name, handheld) => {
  expect([deviceName(agent), isHandheld(agent)]).toEqual([name, handheld]);
});
