/** Names of browsers by what they call themselves: those that call themselves like others, too, come first. */
const browsers: readonly (readonly [sign: RegExp, name: string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/DingTalk\//, 'DingTalk'],
  [/(Lark|Feishu)\//, 'Feishu'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/QQBrowser\//, 'QQ Browser'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Version\/[\d.]+.*Safari\//, 'Safari'],
];

const systems: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/**
 * What a device is called by those who use it; a program that is no browser by its own first word. Undefined: it said
 * nothing.
 *
 * @example
 * deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) … Chrome/130.0 Safari/537.36') //=> 'Chrome · Windows'
 * deviceName('curl/8.5.0') //=> 'curl'
 */
export function deviceName(agent: string | null): string | undefined {
  if (!agent) return undefined;
  const find = (all: typeof browsers) => all.find(([sign]) => sign.test(agent))?.[1];
  const known = [find(browsers), find(systems)].filter((name) => name !== undefined);
  return known.length > 0 ? known.join(' · ') : agent.split(/[/ ]/)[0];
}

/** Whether it is held in a hand. */
export function isHandheld(agent: string | null): boolean {
  return agent !== null && /Mobile|Android|iPhone|iPad/.test(agent);
}
