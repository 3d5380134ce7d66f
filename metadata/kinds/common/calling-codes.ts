/** How telephone numbers of a country are dialled. */
interface Dialling {
  readonly code: string;
  /** Stands before numbers within the country, and not behind its code. */
  readonly trunk: string;
  /** Digits of a whole number, without the trunk: at least and at most. */
  readonly digits: readonly [number, number];
  /** How the digits of a number of the usual length are read. Default: by threes and fours. */
  readonly groups?: readonly number[];
}

const eight = [4, 4];
const nine = [3, 3, 3];

export const dialling = {
  CN: { code: '86', trunk: '0', digits: [9, 11], groups: [3, 4, 4] },
  HK: { code: '852', trunk: '', digits: [8, 8], groups: eight },
  MO: { code: '853', trunk: '', digits: [8, 8], groups: eight },
  TW: { code: '886', trunk: '0', digits: [8, 9], groups: nine },
  JP: { code: '81', trunk: '0', digits: [9, 10], groups: [2, 4, 4] },
  KR: { code: '82', trunk: '0', digits: [8, 10], groups: [2, 4, 4] },
  SG: { code: '65', trunk: '', digits: [8, 8], groups: eight },
  MY: { code: '60', trunk: '0', digits: [8, 10] },
  TH: { code: '66', trunk: '0', digits: [8, 9], groups: [2, 3, 4] },
  VN: { code: '84', trunk: '0', digits: [9, 10], groups: nine },
  ID: { code: '62', trunk: '0', digits: [8, 12] },
  PH: { code: '63', trunk: '0', digits: [8, 10], groups: [3, 3, 4] },
  IN: { code: '91', trunk: '0', digits: [10, 10], groups: [5, 5] },
  AE: { code: '971', trunk: '0', digits: [8, 9], groups: [2, 3, 4] },
  AU: { code: '61', trunk: '0', digits: [9, 9], groups: nine },
  NZ: { code: '64', trunk: '0', digits: [8, 10] },
  US: { code: '1', trunk: '1', digits: [10, 10], groups: [3, 3, 4] },
  CA: { code: '1', trunk: '1', digits: [10, 10], groups: [3, 3, 4] },
  MX: { code: '52', trunk: '', digits: [10, 10], groups: [2, 4, 4] },
  BR: { code: '55', trunk: '0', digits: [10, 11], groups: [2, 5, 4] },
  GB: { code: '44', trunk: '0', digits: [9, 10], groups: [4, 6] },
  IE: { code: '353', trunk: '0', digits: [7, 9], groups: [2, 3, 4] },
  DE: { code: '49', trunk: '0', digits: [7, 11] },
  FR: { code: '33', trunk: '0', digits: [9, 9], groups: [1, 2, 2, 2, 2] },
  IT: { code: '39', trunk: '', digits: [8, 11] },
  ES: { code: '34', trunk: '', digits: [9, 9], groups: nine },
  NL: { code: '31', trunk: '0', digits: [9, 9], groups: [1, 4, 4] },
  CH: { code: '41', trunk: '0', digits: [9, 9], groups: [2, 3, 2, 2] },
  RU: { code: '7', trunk: '8', digits: [10, 10], groups: [3, 3, 2, 2] },
} as const satisfies Readonly<Record<string, Dialling>>;

export type DialledCountry = keyof typeof dialling;
export const dialledCountries = Object.keys(dialling) as readonly DialledCountry[];

/** Codes from the longest on: none of the same length is the beginning of another. */
const byCode: readonly Dialling[] = Object.values<Dialling>(dialling).toSorted(
  (a, b) => b.code.length - a.code.length,
);

/**
 * A number as it is dialled from everywhere: `+8613800138000`. Null: it is none that could be, as `110`, `400-…` or one
 * with an extension; it stays as it was written.
 */
export function dialledFrom(text: string, country: DialledCountry): string | null {
  if (/[^\d\s()\-/.+]/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  if (/^\s*(\+|00)/.test(text)) {
    const whole = text.trim().startsWith('+') ? digits : digits.slice(2);
    const own = byCode.find(({ code }) => whole.startsWith(code));
    return own && isOf(own, whole.slice(own.code.length)) ? `+${whole}` : null;
  }
  const { code, trunk }: Dialling = dialling[country];
  const own = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  // Within China a number with its area begins with the trunk; without it, eleven digits are a mobile's alone.
  if (country === 'CN' && own === digits && !/^1[3-9]\d{9}$/.test(digits)) return null;
  return isOf(dialling[country], own) ? `+${code}${own}` : null;
}

function isOf({ digits: [least, most] }: Dialling, number: string): boolean {
  return number.length >= least && number.length <= most;
}

/**
 * As people read it.
 *
 * @example
 * groupedNumber('+8613800138000') //=> '+86 138 0013 8000'
 * groupedNumber('0755-86123456') //=> '0755-86123456'
 */
export function groupedNumber(number: string): string {
  if (!/^\+\d{8,15}$/.test(number)) return number;
  const own = byCode.find(({ code }) => number.startsWith(`+${code}`));
  if (!own) return number;
  const rest = number.slice(own.code.length + 1);
  const usual = own.groups?.reduce((sum, one) => sum + one, 0) === rest.length ? own.groups : undefined;
  let at = 0;
  const parts = (usual ?? inThrees(rest.length)).map((size) => {
    at += size;
    return rest.slice(at - size, at);
  });
  return [`+${own.code}`, ...parts].join(' ');
}

/** Threes, and a four where one would be left over. */
function inThrees(length: number): readonly number[] {
  const groups: number[] = [];
  for (let left = length; left > 0; left -= groups.at(-1) ?? left)
    groups.push(left === 4 || left < 3 ? left : 3);
  return groups;
}
