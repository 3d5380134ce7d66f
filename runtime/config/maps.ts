/** The addresses of a map that pages lead to, as whoever runs the server says them; each has what it shows in braces. */
export interface Maps {
  /** `https://map.example.com/?q={lat},{lon}`. Default: the map of whatever device it is, by `geo:`. */
  readonly place?: string;
  /** `https://map.example.com/?q={address}`. Default: the same. */
  readonly address?: string;
}

interface Given {
  readonly GUIJU_MAP?: string | undefined;
  readonly GUIJU_MAP_ADDRESS?: string | undefined;
}

/** Undefined: nothing is said; else the maps, or the names of the settings that are none. */
export function readMaps(given: Given): Maps | readonly string[] | undefined {
  const { GUIJU_MAP: place, GUIJU_MAP_ADDRESS: address } = given;
  const wrong = [
    ...(place === undefined || isTemplate(place, ['{lat}', '{lon}']) ? [] : ['GUIJU_MAP']),
    ...(address === undefined || isTemplate(address, ['{address}']) ? [] : ['GUIJU_MAP_ADDRESS']),
  ];
  if (wrong.length > 0) return wrong;
  if (place === undefined && address === undefined) return undefined;
  return { ...(place !== undefined && { place }), ...(address !== undefined && { address }) };
}

/** Whose server it is stands there whatever is filled in. */
function isTemplate(text: string, needed: readonly string[]): boolean {
  const [origin = ''] = /^https?:\/\/[^/?#{}]+(?=[/?#])/.exec(text) ?? [];
  return origin !== '' && URL.canParse(origin) && needed.every((one) => text.includes(one));
}
